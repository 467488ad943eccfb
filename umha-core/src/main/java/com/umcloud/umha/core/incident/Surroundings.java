package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.core.placement.Candidate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an incident has to know of the rest of the cloud: the other incidents and the other hosts, at this moment.
 *
 * @param allotted which of its instances may be asked for now, as far as the slots for all failed hosts go; empty for all
 * @param candidates the hosts that could take instances
 * @param zone the failed host's zone
 * @param aggregates the failed host's aggregates
 * @param reserves reserved hosts that could be put into service, the next one first
 */
public record Surroundings(
        Optional<Set<String>> allotted,
        List<Candidate> candidates,
        String zone,
        Set<Aggregate> aggregates,
        List<String> reserves) {
    /** No other incident, and nothing known of other hosts. */
    public static final Surroundings ALONE = new Surroundings(Optional.empty(), List.of(), "", Set.of(), List.of());

    public Surroundings {
        allotted = allotted.map(Set::copyOf);
        candidates = List.copyOf(candidates);
        Objects.requireNonNull(zone, "zone");
        aggregates = Set.copyOf(aggregates);
        reserves = List.copyOf(reserves);
    }

    boolean allots(String instanceId) {
        return allotted.map(ids -> ids.contains(instanceId)).orElse(true);
    }
}
