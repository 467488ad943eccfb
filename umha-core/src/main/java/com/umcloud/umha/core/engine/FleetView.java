package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.safety.Fleet;
import com.umcloud.umha.core.safety.HostGroup;
import com.umcloud.umha.core.safety.RecentCuts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fleet for the gates. Left out are hosts whose recovery is finished, hosts that UMHA itself has powered off, and
 * those that an operator has taken out of service: they say nothing about how many fail by themselves. A zone or aggregate
 * that is held as such is left out of the cloud's numbers, so that single failures elsewhere are recovered; only one, the
 * worst: where several are held at once, it is the cloud that has a mass failure.
 */
final class FleetView {
    private static final String ZONE_KEY = "availability_zone";

    private final Map<String, Condition> conditions = new TreeMap<>();
    private final Set<String> recovering;

    /** What a host counts as. */
    private enum Condition {
        GOOD,
        BAD_NOT_OFF,
        OFF,
        LEFT_OUT
    }

    private FleetView(
            Collection<HostAssessment> assessments,
            Set<String> maintained,
            Map<String, ComputeHost> cloud,
            Map<String, Incident> incidents) {
        for (HostAssessment assessment : assessments) {
            String host = assessment.host();
            conditions.put(
                    host,
                    maintained.contains(host)
                            ? Condition.LEFT_OUT
                            : condition(assessment, cloud.get(host), incidents.get(host)));
        }
        this.recovering = recovering(incidents.values());
    }

    /**
     * Counts.
     *
     * @param maintained hosts that somebody works on: they say nothing about failures, but one that is being recovered takes
     *     its place like any other
     * @param cuts when hosts were powered off lately
     * @param storageReached whether hosts are known to reach their storage, and were so for long enough
     * @param isHeld whether a zone or aggregate is held by its own numbers
     */
    static Fleet of(
            Collection<HostAssessment> assessments,
            Set<String> maintained,
            Map<String, ComputeHost> cloud,
            Map<String, Incident> incidents,
            List<Instant> cuts,
            Optional<String> blind,
            boolean storageReached,
            Predicate<HostGroup> isHeld) {
        FleetView view = new FleetView(assessments, maintained, cloud, incidents);
        Set<String> all = view.conditions.keySet();
        List<HostGroup> groups = new ArrayList<>();
        groupsOf(all, cloud).forEach((name, members) -> {
            if (members.size() < all.size()) {
                groups.add(view.count(name, members, members));
            }
        });
        Set<String> elsewhere = new TreeSet<>(all);
        groups.stream()
                .filter(isHeld)
                .max(Comparator.comparingInt(group -> group.badNotOff() + group.off()))
                .ifPresent(held -> elsewhere.removeAll(held.members()));
        int healthy = (int) all.stream()
                .filter(host -> view.conditions.get(host) == Condition.GOOD)
                .filter(host -> !incidents.containsKey(host))
                .filter(host -> cloud.containsKey(host) && cloud.get(host).serviceUp())
                .count();
        return new Fleet(
                view.count(HostGroup.CLOUD, all, elsewhere),
                groups,
                healthy,
                new RecentCuts(cuts, pendingCuts(incidents.values())),
                blind,
                storageReached,
                Map.of());
    }

    private HostGroup count(String name, Set<String> members, Set<String> counted) {
        int hosts = 0;
        int badNotOff = 0;
        int off = 0;
        for (String host : counted) {
            Condition condition = conditions.getOrDefault(host, Condition.LEFT_OUT);
            hosts += condition == Condition.LEFT_OUT ? 0 : 1;
            badNotOff += condition == Condition.BAD_NOT_OFF ? 1 : 0;
            off += condition == Condition.OFF ? 1 : 0;
        }
        return new HostGroup(name, members, hosts, badNotOff, off, 0).recovering(recovering);
    }

    private static Map<String, Set<String>> groupsOf(Set<String> hosts, Map<String, ComputeHost> cloud) {
        Map<String, Set<String>> groups = new TreeMap<>();
        for (String host : hosts) {
            ComputeHost listed = cloud.get(host);
            if (listed == null) {
                continue;
            }
            if (!listed.zone().isBlank()) {
                groups.computeIfAbsent("zone " + listed.zone(), z -> new TreeSet<>())
                        .add(host);
            }
            for (Aggregate aggregate : listed.aggregates()) {
                if (!aggregate.metadata().containsKey(ZONE_KEY)) {
                    groups.computeIfAbsent("aggregate " + aggregate.name(), a -> new TreeSet<>())
                            .add(host);
                }
            }
        }
        return groups;
    }

    private static Condition condition(
            HostAssessment assessment, @Nullable ComputeHost listed, @Nullable Incident incident) {
        if ((incident != null && isDealtWith(incident)) || isOutOfService(listed)) {
            return Condition.LEFT_OUT;
        }
        if (isOff(assessment)) {
            return Condition.OFF;
        }
        return assessment.bad() ? Condition.BAD_NOT_OFF : Condition.GOOD;
    }

    private static boolean isOff(HostAssessment assessment) {
        Observation seen = assessment.observation();
        return seen.power() == PowerObservation.OFF && seen.liveness() != Liveness.ALIVE;
    }

    /** Whether the host may count against a limit at all: where none does, none is exceeded. */
    static boolean isBadOrOff(HostAssessment assessment) {
        return assessment.bad() || isOff(assessment);
    }

    /** The hosts that take one of the places for recoveries. */
    static Set<String> recovering(Collection<Incident> incidents) {
        Set<String> hosts = new TreeSet<>();
        incidents.stream().filter(Incident::takesPlace).forEach(incident -> hosts.add(incident.host()));
        return hosts;
    }

    /** How many hosts are past the gates and may be powered off any moment. */
    static int pendingCuts(Collection<Incident> incidents) {
        return (int) incidents.stream()
                .filter(incident -> incident.state() == IncidentState.FENCING
                        && incident.fencing().powerOffSentAt().isEmpty())
                .count();
    }

    private static boolean isOutOfService(@Nullable ComputeHost listed) {
        return listed != null && (!listed.enabled() || listed.forcedDown());
    }

    private static boolean isDealtWith(Incident incident) {
        return incident.state() == IncidentState.RECOVERED
                || (incident.state().isRecovering()
                        && incident.fencing().powerOffSentAt().isPresent());
    }

    /** Whether the host is off, or being switched off, for all that UMHA knows. */
    static boolean isKnownOff(Incident incident) {
        return isDealtWith(incident)
                || (incident.state().isRecovering()
                        && incident.fencing().proofAt().isPresent());
    }
}
