package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.Surroundings;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rest of the cloud as one incident needs to know it. Used by the engine's thread. */
final class CloudView {
    private final RecoveryConfig config;
    private final Supplier<Optional<Round>> lastRound;
    private final Supplier<CapacitySnapshot> capacities;

    CloudView(RecoveryConfig config, Supplier<Optional<Round>> lastRound, Supplier<CapacitySnapshot> capacities) {
        this.config = config;
        this.lastRound = lastRound;
        this.capacities = capacities;
    }

    /**
     * What surrounds an incident.
     *
     * @param open the open incidents as they are now, this one among them
     */
    Surroundings around(Incident incident, Collection<Incident> open, Instant now) {
        Optional<Round> round = lastRound.get();
        ComputeHost own = round.map(r -> r.cloud().get(incident.host())).orElse(null);
        Surroundings seen = new Surroundings(
                Allotment.of(incident, open, config, now),
                round.map(r -> candidates(r, open)).orElse(List.of()),
                own == null ? "" : own.zone(),
                own == null ? Set.of() : own.aggregates(),
                round.map(r -> reserves(r, incident, open)).orElse(List.of()));
        return seen.cloudRead(round.flatMap(Round::cloudReadAt));
    }

    /** Whether an incident in that state looks at the rest of the cloud at all. */
    static boolean matters(IncidentState state) {
        return state == IncidentState.REHEARSED
                || state == IncidentState.FENCING
                || state == IncidentState.VERIFYING
                || state == IncidentState.ISOLATING
                || state == IncidentState.EVACUATING;
    }

    /** Hosts that are up for the cloud and well for UMHA. */
    private List<Candidate> candidates(Round round, Collection<Incident> open) {
        Map<String, Integer> inFlight = new HashMap<>();
        Map<String, Resources> booked = new HashMap<>();
        CapacitySnapshot snapshot = capacities.get();
        Set<String> failed = new HashSet<>();
        for (Incident incident : open) {
            failed.add(incident.host());
            incident.instances().forEach(i -> book(i, snapshot.takenAt(), inFlight, booked));
        }
        List<Candidate> candidates = new ArrayList<>();
        round.cloud().forEach((name, host) -> {
            if (takesInstances(host, round.observations().get(name)) && !failed.contains(name)) {
                Optional<Resources> free = Optional.ofNullable(snapshot.hosts().get(name))
                        .map(HostCapacity::free)
                        .map(f -> f.minus(booked.getOrDefault(name, Resources.NONE)));
                candidates.add(
                        new Candidate(name, host.zone(), host.aggregates(), free, inFlight.getOrDefault(name, 0)));
            }
        });
        return candidates;
    }

    private static boolean takesInstances(ComputeHost host, @Nullable Observation seen) {
        return host.serviceUp() && host.enabled() && !host.forcedDown() && (seen == null || !seen.isBad());
    }

    private static void book(
            InstanceRecovery instance, Instant since, Map<String, Integer> inFlight, Map<String, Resources> booked) {
        boolean moving = instance.state().mayBeMoving();
        Optional<String> to = moving
                ? instance.placing().requested()
                : instance.destination().filter(d -> instance.state() == InstanceState.RECOVERED);
        if (to.isEmpty()) {
            return;
        }
        if (instance.state().takesSlot()) {
            inFlight.merge(to.get(), 1, Integer::sum);
        }
        if (moving || instance.finishedAt().map(since::isBefore).orElse(false)) {
            booked.merge(to.get(), instance.placing().needs(), Resources::plus);
        }
    }

    /** Those that the incident could put into service; what another one is not sure to have got is left to that one. */
    private List<String> reserves(Round round, Incident incident, Collection<Incident> open) {
        Set<String> used = new HashSet<>();
        for (Incident each : open) {
            used.add(each.host());
            used.addAll(each.reserves());
            each.doubtfulReserve()
                    .filter(doubt -> !each.id().equals(incident.id()))
                    .ifPresent(doubt -> used.add(doubt.host()));
        }
        return config.placement().reservedHosts().stream()
                .filter(name -> !used.contains(name))
                .filter(name -> {
                    ComputeHost host = round.cloud().get(name);
                    Observation seen = round.observations().get(name);
                    return host != null
                            && host.serviceUp()
                            && !host.enabled()
                            && !host.forcedDown()
                            && (seen == null || !seen.isBad());
                })
                .toList();
    }
}
