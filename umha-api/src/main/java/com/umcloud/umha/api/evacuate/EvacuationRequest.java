package com.umcloud.umha.api.evacuate;

import java.util.Objects;
import java.util.Optional;

/**
 * One evacuation to ask the cloud for.
 *
 * @param instanceId which instance
 * @param source the dead host it is on
 * @param disk what may happen to its root disk
 * @param destination a host to go to; empty leaves the choice to the scheduler
 */
public record EvacuationRequest(String instanceId, String source, DiskHandling disk, Optional<String> destination) {
    public EvacuationRequest {
        Objects.requireNonNull(instanceId, "instanceId");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(disk, "disk");
        Objects.requireNonNull(destination, "destination");
    }
}
