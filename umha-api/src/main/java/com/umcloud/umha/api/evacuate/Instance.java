package com.umcloud.umha.api.evacuate;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An instance as the cloud reports it.
 *
 * @param id its UUID
 * @param name its display name; any text
 * @param host the exact name of the host it is on; empty while it is on none
 * @param status the cloud's status
 * @param taskState what the cloud is doing with it at the moment, such as {@code rebuilding}; empty if nothing
 * @param disk where its root disk comes from
 * @param locked whether its owner or an administrator locked it
 * @param metadata the owner's metadata
 * @param flavor what it was booted with
 * @param imageProperties the properties of the image that it was booted from, also if it is on a volume; empty if they were
 *     not read
 * @param project the id of the project that owns it; empty if the cloud does not tell
 */
public record Instance(
        String id,
        String name,
        Optional<String> host,
        InstanceStatus status,
        Optional<String> taskState,
        InstanceDisk disk,
        boolean locked,
        Map<String, String> metadata,
        Flavor flavor,
        Map<String, String> imageProperties,
        String project) {
    public Instance {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an instance needs an id");
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(disk, "disk");
        Objects.requireNonNull(flavor, "flavor");
        Objects.requireNonNull(project, "project");
        metadata = Map.copyOf(metadata);
        imageProperties = Map.copyOf(imageProperties);
    }

    /** An instance of which nothing but the necessary is known. */
    public Instance(
            String id,
            String name,
            Optional<String> host,
            InstanceStatus status,
            Optional<String> taskState,
            InstanceDisk disk,
            boolean locked,
            Map<String, String> metadata) {
        this(id, name, host, status, taskState, disk, locked, metadata, Flavor.UNKNOWN, Map.of(), "");
    }
}
