package com.umcloud.umha.testkit.openstack.nova;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A hypervisor node with what its instances take.
 *
 * @param name its name, which is also its resource provider's
 * @param host the host of the compute service that looks after it
 * @param resources what it has
 * @param instances how many instances are on it
 * @param vcpusUsed what they take
 * @param memoryUsedMb what they take
 * @param diskUsedGb what they take
 */
public record SimulatedNode(
        String name,
        String host,
        HostResources resources,
        int instances,
        int vcpusUsed,
        int memoryUsedMb,
        int diskUsedGb) {
    /** The id that it has in Nova and in Placement. */
    public String uuid() {
        return UUID.nameUUIDFromBytes(("node " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
