package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.core.placement.Candidate;
import java.time.Instant;
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
 * @param cloudReadAt when the cloud's list of hosts was asked for that was read last; empty if none was read yet
 * @param halted why nothing that changes the world is begun at this moment; empty if it may be
 */
public record Surroundings(
        Optional<Set<String>> allotted,
        List<Candidate> candidates,
        String zone,
        Set<Aggregate> aggregates,
        List<String> reserves,
        Optional<Instant> cloudReadAt,
        Optional<String> halted) {
    /** No other incident, and nothing known of other hosts. */
    public static final Surroundings ALONE = new Surroundings(Optional.empty(), List.of(), "", Set.of(), List.of());

    public Surroundings {
        allotted = allotted.map(Set::copyOf);
        candidates = List.copyOf(candidates);
        Objects.requireNonNull(zone, "zone");
        aggregates = Set.copyOf(aggregates);
        reserves = List.copyOf(reserves);
        Objects.requireNonNull(cloudReadAt, "cloudReadAt");
        Objects.requireNonNull(halted, "halted");
    }

    /** Surroundings in which everything may be done, and of which the cloud was not read yet. */
    public Surroundings(
            Optional<Set<String>> allotted,
            List<Candidate> candidates,
            String zone,
            Set<Aggregate> aggregates,
            List<String> reserves) {
        this(allotted, candidates, zone, aggregates, reserves, Optional.empty(), Optional.empty());
    }

    /** The same, with nothing that changes the world being begun for that reason; empty lifts it. */
    public Surroundings halted(Optional<String> why) {
        return new Surroundings(allotted, candidates, zone, aggregates, reserves, cloudReadAt, why);
    }

    /** The same, the cloud having been read last at that time. */
    public Surroundings cloudRead(Optional<Instant> at) {
        return new Surroundings(allotted, candidates, zone, aggregates, reserves, at, halted);
    }

    boolean allots(String instanceId) {
        return allotted.map(ids -> ids.contains(instanceId)).orElse(true);
    }
}
