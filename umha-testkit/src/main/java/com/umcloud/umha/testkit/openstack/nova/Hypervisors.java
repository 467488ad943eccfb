package com.umcloud.umha.testkit.openstack.nova;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hypervisor nodes of hosts and what they have; guarded by the lock of {@link NovaState}. */
final class Hypervisors {
    private final HostResources usual;
    private final Map<String, List<String>> nodes = new LinkedHashMap<>();
    private final Map<String, HostResources> resources = new LinkedHashMap<>();

    /** @param usual what a host has of which nothing is said */
    Hypervisors(Collection<String> hosts, HostResources usual) {
        this.usual = usual;
        hosts.forEach(host -> nodes.put(host, List.of(host)));
    }

    void setNodes(String host, List<String> names) {
        nodes.put(host, List.copyOf(names));
    }

    void setResources(String host, HostResources value) {
        resources.put(host, value);
    }

    /** What was said that a host has. */
    Optional<HostResources> said(String host) {
        return Optional.ofNullable(resources.get(host));
    }

    /** Every node, with what the instances there take. */
    List<SimulatedNode> all(Collection<Server> servers) {
        List<SimulatedNode> all = new ArrayList<>();
        nodes.forEach((host, names) -> {
            int instances = 0;
            int vcpus = 0;
            int memoryMb = 0;
            int diskGb = 0;
            for (Server server : servers) {
                if (server.host.equals(host)) {
                    instances++;
                    vcpus += server.flavor.vcpus();
                    memoryMb += server.flavor.memoryMb();
                    diskGb += server.flavor.hostDiskGb(server.volumeBacked);
                }
            }
            for (String name : names) {
                all.add(new SimulatedNode(
                        name, host, resources.getOrDefault(host, usual), instances, vcpus, memoryMb, diskGb));
            }
        });
        return all;
    }
}
