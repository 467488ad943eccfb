package com.umcloud.umha.testkit.simulation.cloud;

import java.time.Instant;
import java.util.Optional;

/**
 * An evacuate call that the cloud took on.
 *
 * @param controller who asked
 * @param instanceId which instance
 * @param source the host that the caller named as dead
 * @param destination the host that the caller named; empty if none
 * @param askedAt when the call was made
 * @param at when the cloud took it on, later than that if the call was late
 */
public record EvacuationEffect(
        String controller,
        String instanceId,
        String source,
        Optional<String> destination,
        Instant askedAt,
        Instant at) {}
