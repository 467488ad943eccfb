package com.umcloud.umha.testkit.openstack.nova;

import java.util.Map;
import java.util.Optional;

/**
 * An instance of the simulated cloud at one moment. Used as well to say what instance to make.
 *
 * @param id its UUID
 * @param name its display name
 * @param host the host that Nova believes it to be on
 * @param status Nova's status, such as {@code ACTIVE}
 * @param taskState Nova's task state; empty for none
 * @param volumeBacked whether its root disk is a volume
 * @param locked whether it is locked
 * @param metadata its owner's metadata
 * @param diskLost whether an evacuation made its root disk anew from the image
 * @param flavor what it was booted with
 * @param imageId the image it was booted from; empty for the one that every cloud has
 * @param project the id of the project that owns it; empty for the account's own
 */
public record SimulatedInstance(
        String id,
        String name,
        String host,
        String status,
        Optional<String> taskState,
        boolean volumeBacked,
        boolean locked,
        Map<String, String> metadata,
        boolean diskLost,
        SimulatedFlavor flavor,
        String imageId,
        String project) {
    public SimulatedInstance {
        metadata = Map.copyOf(metadata);
    }

    /** An image-backed instance that is ACTIVE. */
    public static SimulatedInstance active(String id, String name, String host) {
        return new SimulatedInstance(
                id,
                name,
                host,
                "ACTIVE",
                Optional.empty(),
                false,
                false,
                Map.of(),
                false,
                SimulatedFlavor.TINY,
                "",
                "");
    }

    public SimulatedInstance withStatus(String value) {
        return new SimulatedInstance(
                id, name, host, value, taskState, volumeBacked, locked, metadata, diskLost, flavor, imageId, project);
    }

    public SimulatedInstance withVolume() {
        return new SimulatedInstance(
                id, name, host, status, taskState, true, locked, metadata, diskLost, flavor, imageId, project);
    }

    public SimulatedInstance withLock() {
        return new SimulatedInstance(
                id, name, host, status, taskState, volumeBacked, true, metadata, diskLost, flavor, imageId, project);
    }

    public SimulatedInstance withMetadata(Map<String, String> value) {
        return new SimulatedInstance(
                id, name, host, status, taskState, volumeBacked, locked, value, diskLost, flavor, imageId, project);
    }

    public SimulatedInstance withFlavor(SimulatedFlavor value) {
        return new SimulatedInstance(
                id, name, host, status, taskState, volumeBacked, locked, metadata, diskLost, value, imageId, project);
    }

    public SimulatedInstance withImage(String value) {
        return new SimulatedInstance(
                id, name, host, status, taskState, volumeBacked, locked, metadata, diskLost, flavor, value, project);
    }

    public SimulatedInstance withProject(String value) {
        return new SimulatedInstance(
                id, name, host, status, taskState, volumeBacked, locked, metadata, diskLost, flavor, imageId, value);
    }
}
