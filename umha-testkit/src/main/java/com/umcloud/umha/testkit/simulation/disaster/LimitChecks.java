package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.safety.BudgetConfig;
import com.umcloud.umha.core.safety.RecentCuts;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import com.umcloud.umha.testkit.simulation.world.HostLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Limits that must be kept whenever a host passes the gates: the budgets of the cloud, its zones and its aggregates, the healthy
 * hosts that are left, the powers that are cut in an hour, the block period; and whenever evacuations are asked for, their
 * slots. Used by one thread.
 */
final class LimitChecks {
    private final SimulatedRegion region;
    private final BudgetConfig budget;
    private final Duration blockPeriod;
    private final Set<String> excluded;
    private final RecoveryConfig recovery;
    private final BreakerCheck breaker;
    private final SightChecks sight;
    private final Consumer<String> violated;
    private final int hosts;
    private final Map<String, Set<String>> groups;
    private final Map<String, Incident> incidents = new TreeMap<>();
    /** When a power was last cut in an incident, for all that is known of it. */
    private final Map<String, Instant> cuts = new HashMap<>();

    LimitChecks(SimulatedRegion region, Configuration configuration, HostTimes times, Consumer<String> violated) {
        this.region = region;
        this.budget = configuration.safety().budget();
        this.blockPeriod = configuration.safety().blockPeriod();
        this.excluded = configuration.safety().excludedHosts();
        this.recovery = configuration.recovery();
        this.violated = violated;
        this.hosts = region.site().hosts().size();
        this.groups = groups(region.site().layout().hosts());
        this.breaker = new BreakerCheck(region, configuration.safety().breaker(), groups, times);
        this.sight = new SightChecks(region, times);
    }

    /** Zones and aggregates that are not the whole cloud. */
    private static Map<String, Set<String>> groups(List<HostLayout> all) {
        Map<String, Set<String>> groups = new TreeMap<>();
        for (HostLayout host : all) {
            groups.computeIfAbsent("zone " + host.zone(), name -> new TreeSet<>())
                    .add(host.name());
            host.aggregates()
                    .forEach(aggregate -> groups.computeIfAbsent("aggregate " + aggregate, name -> new TreeSet<>())
                            .add(host.name()));
        }
        groups.values().removeIf(members -> members.size() == all.size());
        return groups;
    }

    /** The power of an incident's host was cut, or may have been. */
    void cut(String incidentId) {
        cuts.put(incidentId, region.agenda().instant());
    }

    /** Whether nothing has been done in an incident that its host has to be fenced for to the end. */
    boolean isUntouched(String incidentId) {
        Incident incident = incidents.get(incidentId);
        return incident != null
                && !cuts.containsKey(incidentId)
                && !incident.fencing().evidence().committed();
    }

    /** Looks at what a step has made of its incidents. */
    void add(CommittedStep step, List<IncidentChange> changes) {
        List<IncidentChange> entering =
                changes.stream().filter(IncidentChange::passesGates).toList();
        Set<String> waited = new HashSet<>();
        for (IncidentChange change : changes) {
            Incident before = incidents.get(change.after().id());
            if (before == null || !before.takesPlace()) {
                waited.add(change.after().id());
            }
            incidents.put(change.after().id(), change.after());
            change.after()
                    .fencing()
                    .powerOffSentAt()
                    .ifPresent(at -> cuts.merge(change.after().id(), at, LimitChecks::later));
        }
        if (!entering.isEmpty()) {
            entering.forEach(change -> waited.remove(change.after().id()));
            places(entering, waited);
            // hosts that somebody vouches for pass after the others, and are not held back by what those have used up
            Set<String> vouched = new HashSet<>();
            entering.stream()
                    .filter(IncidentChange::isVouched)
                    .forEach(change -> vouched.add(change.after().id()));
            entering.forEach(change -> passed(change, step.at(), vouched));
        }
        slots(step, changes);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** @param waited incidents that took no place before this step: one may take it up again whatever others do */
    private void places(List<IncidentChange> entering, Set<String> waited) {
        Set<String> recovering = new TreeSet<>();
        incidents.values().stream()
                .filter(incident -> incident.takesPlace() && !waited.contains(incident.id()))
                .forEach(incident -> recovering.add(incident.host()));
        if (recovering.size() > budget.maximumRecoveringHosts()) {
            violated.accept(recovering.size() + " hosts are recovered at once, " + budget.maximumRecoveringHosts()
                    + " are allowed: " + recovering);
        }
        // the zone of a host that is not listed is not known
        recovering.removeAll(region.cloud().unlisted());
        Set<String> news = new TreeSet<>();
        entering.forEach(change -> news.add(change.after().host()));
        groups.forEach((name, members) -> {
            long count = recovering.stream().filter(members::contains).count();
            boolean concerned = news.stream().anyMatch(members::contains);
            if (concerned && count > budget.maximumRecoveringHostsPerZone()) {
                violated.accept(count + " hosts of " + name + " are recovered at once, "
                        + budget.maximumRecoveringHostsPerZone() + " are allowed: " + recovering);
            }
        });
    }

    private void passed(IncidentChange change, Instant now, Set<String> vouched) {
        if (change.isVouched()) {
            return;
        }
        String host = change.after().host();
        Set<String> failed = new TreeSet<>();
        incidents.values().stream().filter(Incident::isOpen).forEach(incident -> failed.add(incident.host()));
        int healthy = hosts - failed.size();
        if (healthy < budget.minimumHealthyHosts()) {
            violated.accept(host + " passes the gates, though only " + healthy + " hosts are without an incident and "
                    + budget.minimumHealthyHosts() + " have to be healthy");
        }
        if (excluded.contains(host)) {
            violated.accept(host + " passes the gates, though the configuration excludes it");
        }
        rate(host, now, vouched);
        blocked(change.after(), now);
        breaker.why(host, incidents.values())
                .ifPresent(why -> violated.accept(host + " passes the gates, though " + why));
        sight.why(change.step().processor(), host)
                .ifPresent(why -> violated.accept(host + " passes the gates, though " + why));
    }

    private void rate(String host, Instant now, Set<String> vouched) {
        int limit = budget.maximumFencingsPerHour();
        Set<String> fenced = new HashSet<>();
        cuts.forEach((id, at) -> {
            if (at.isAfter(now.minus(RecentCuts.WINDOW))) {
                fenced.add(id);
            }
        });
        incidents.values().stream()
                .filter(incident -> incident.state() == IncidentState.FENCING
                        && incident.fencing().powerOffSentAt().isEmpty())
                .forEach(incident -> fenced.add(incident.id()));
        fenced.removeAll(vouched);
        if (limit > 0 && fenced.size() > limit) {
            violated.accept(host + " passes the gates as number " + fenced.size() + " within an hour, " + limit
                    + " are allowed");
        }
    }

    private void blocked(Incident incident, Instant now) {
        Optional<Instant> fenced = incidents.values().stream()
                .filter(other ->
                        other.host().equals(incident.host()) && !other.id().equals(incident.id()))
                .flatMap(other -> Optional.ofNullable(cuts.get(other.id())).stream())
                .reduce(LimitChecks::later);
        Optional<Instant> counts = region.database().standingOrders().unacknowledged(incident.host(), fenced);
        if (counts.filter(at -> now.isBefore(at.plus(blockPeriod))).isPresent()) {
            violated.accept(incident.host() + " passes the gates again, within its block period");
        }
    }

    /** Where evacuations are asked for no more of them are under way than there are slots. */
    private void slots(CommittedStep step, List<IncidentChange> changes) {
        Set<String> asking = new HashSet<>();
        step.commit().intents().stream()
                .filter(row ->
                        row.state() == IntentState.INTENDED && row.command().equals(CommandKind.EVACUATE.name()))
                .forEach(row -> asking.add(row.incidentId()));
        if (asking.isEmpty()) {
            return;
        }
        for (IncidentChange change : changes) {
            long taken = taken(change.after());
            if (asking.contains(change.after().id()) && taken > recovery.concurrentEvacuations()) {
                violated.accept(taken + " evacuations of " + change.after().host() + " are under way, "
                        + recovery.concurrentEvacuations() + " are allowed");
            }
        }
        long all = incidents.values().stream()
                .filter(Incident::isOpen)
                .mapToLong(LimitChecks::taken)
                .sum();
        if (all > recovery.placement().concurrentInCloud()) {
            violated.accept(
                    all + " evacuations are under way, " + recovery.placement().concurrentInCloud() + " are allowed");
        }
    }

    private static long taken(Incident incident) {
        return incident.instances().stream()
                .filter(instance -> instance.state().takesSlot())
                .count();
    }
}
