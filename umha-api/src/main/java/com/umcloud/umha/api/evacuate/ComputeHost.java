package com.umcloud.umha.api.evacuate;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A compute host as the cloud reports it.
 *
 * @param name the exact name; names that differ in the domain part are different hosts
 * @param serviceUp whether the cloud believes its compute service to be alive
 * @param enabled whether the scheduler may use it
 * @param disabledReason why not, as whoever disabled it wrote; empty if enabled or without reason
 * @param forcedDown whether somebody declared the service dead
 * @param lastReport when the service last reported, by the cloud's clock; empty if it never did or the cloud does not tell
 * @param zone the availability zone
 * @param aggregates the aggregates it belongs to
 */
public record ComputeHost(
        String name,
        boolean serviceUp,
        boolean enabled,
        String disabledReason,
        boolean forcedDown,
        Optional<Instant> lastReport,
        String zone,
        Set<Aggregate> aggregates) {
    public ComputeHost {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a host needs a name");
        }
        aggregates = Set.copyOf(aggregates);
    }
}
