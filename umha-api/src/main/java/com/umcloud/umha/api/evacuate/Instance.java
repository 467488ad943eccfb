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
 */
public record Instance(
        String id,
        String name,
        Optional<String> host,
        InstanceStatus status,
        Optional<String> taskState,
        InstanceDisk disk,
        boolean locked,
        Map<String, String> metadata) {
    public Instance {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an instance needs an id");
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(disk, "disk");
        metadata = Map.copyOf(metadata);
    }
}
