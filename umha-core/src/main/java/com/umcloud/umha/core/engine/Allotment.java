package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.RecoveryConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the free slots of the cloud to the most important instances, whichever failed host they are on. A host that is being
 * isolated at this moment, or whose power has to be read again first, keeps its place: slots stay free for that one call. One
 * that is not proven off, or whose last reading was in vain, keeps nobody else back.
 */
final class Allotment {
    private record Claim(Incident incident, InstanceRecovery instance) {}

    private Allotment() {}

    /** Which of the incident's instances may be asked for; empty if there are slots for as many as its host may have. */
    static Optional<Set<String>> of(Incident incident, Collection<Incident> all, RecoveryConfig config, Instant now) {
        long taken = all.stream().mapToLong(Allotment::taken).sum();
        long free = Math.max(0, config.placement().concurrentInCloud() - taken);
        List<Claim> claims = new ArrayList<>();
        for (Incident other : all) {
            if (other.host().equals(incident.host()) || other.mayAskSoon(config, now)) {
                claims.addAll(claimsOf(other, config, now));
            }
        }
        long most = config.concurrentEvacuations() - taken(incident);
        // instances that are only being listed claim nothing yet: they are bound by what the host itself may have under
        // way
        if (claims.size() <= free && most <= free) {
            return Optional.empty();
        }
        claims.sort(Comparator.comparingInt((Claim c) -> c.instance().placing().priority())
                .reversed()
                .thenComparing(c -> c.incident().openedAt())
                .thenComparing(c -> c.incident().host()));
        Set<String> allotted = new HashSet<>();
        claims.stream()
                .limit(free)
                .filter(c -> c.incident().host().equals(incident.host()))
                .forEach(c -> allotted.add(c.instance().id()));
        return Optional.of(allotted);
    }

    private static long taken(Incident incident) {
        return incident.instances().stream().filter(i -> i.state().takesSlot()).count();
    }

    /** As many as the host itself may have under way. */
    private static List<Claim> claimsOf(Incident incident, RecoveryConfig config, Instant now) {
        if (incident.state() != IncidentState.EVACUATING && incident.state() != IncidentState.ISOLATING) {
            return List.of();
        }
        return incident.instances().stream()
                .filter(i -> i.mayBeAskedAt(now))
                .sorted(Comparator.comparingInt(
                                (InstanceRecovery i) -> i.placing().priority())
                        .reversed())
                .limit(Math.max(0, config.concurrentEvacuations() - taken(incident)))
                .map(i -> new Claim(incident, i))
                .toList();
    }
}
