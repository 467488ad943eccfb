package com.umcloud.umha.core.placement;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.Resources;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A host that could take instances: up, enabled, not failed, not reserved.
 *
 * @param host the exact name
 * @param zone its availability zone
 * @param aggregates the aggregates it belongs to
 * @param free what is free on it; empty if that is not known
 * @param inFlight how many evacuations are on their way to it, from any failed host
 */
public record Candidate(String host, String zone, Set<Aggregate> aggregates, Optional<Resources> free, int inFlight) {
    public Candidate {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(zone, "zone");
        aggregates = Set.copyOf(aggregates);
    }
}
