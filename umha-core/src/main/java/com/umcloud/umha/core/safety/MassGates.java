package com.umcloud.umha.core.safety;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The gates that count hosts: is this a single failure, and is there room for another recovery? Pure. */
final class MassGates {
    private static final String BEGUN = "its recovery has begun and goes on whatever else fails";

    private final SafetyConfig config;

    MassGates(SafetyConfig config) {
        this.config = config;
    }

    /** Which limits this moment's numbers exceed, and how, by the name of the group or limit. */
    Map<String, String> exceeded(Fleet fleet) {
        Map<String, String> exceeded = new TreeMap<>();
        trips(fleet.cloud()).ifPresent(why -> exceeded.put(fleet.cloud().name(), why));
        fleet.groups().forEach(group -> trips(group).ifPresent(why -> exceeded.put(group.name(), why)));
        boolean anyBad = fleet.cloud().badNotOff() + fleet.cloud().off() > 0
                || fleet.groups().stream().anyMatch(group -> group.badNotOff() + group.off() > 0);
        if (anyBad && fleet.healthy() < config.budget().minimumHealthyHosts()) {
            exceeded.put(Fleet.MINIMUM_HEALTHY, healthy(fleet));
        }
        return exceeded;
    }

    /** Why the group's breaker is open for this moment's numbers; empty if it is closed. */
    Optional<String> trips(HostGroup group) {
        BreakerLimits limits =
                group.isCloud() ? config.breaker().cloud() : config.breaker().zone();
        String of = group.isCloud() ? "" : group.name() + ": ";
        if (group.hosts() > 1 && group.badNotOff() + group.off() == group.hosts()) {
            return Optional.of(of + "all " + group.hosts() + " hosts are bad at once");
        }
        if (group.isCloud()
                && group.members().size() > 1
                && group.hosts() == 1
                && group.badNotOff() + group.off() == 1) {
            return Optional.of("the only host that is left is bad: there is nowhere to evacuate to");
        }
        double onLimit = onLimit(group, limits);
        if (exceeds(group.badNotOff(), onLimit)) {
            return Optional.of(of + group.badNotOff() + " of " + group.hosts()
                    + " hosts are bad at once and not powered off (limit " + trimmed(onLimit) + ")");
        }
        double offLimit = group.hosts() * limits.poweredOffRatio();
        if (exceeds(group.off(), offLimit) && group.off() > 1) {
            return Optional.of(of + group.off() + " of " + group.hosts() + " hosts read powered off at once (limit "
                    + trimmed(offLimit) + ")");
        }
        return Optional.empty();
    }

    private static double onLimit(HostGroup group, BreakerLimits limits) {
        return Math.max(limits.poweredOnHosts(), group.hosts() * limits.poweredOnRatio());
    }

    /** A share that is a whole number is its own limit, whatever its binary form adds or takes. */
    private static boolean exceeds(int count, double limit) {
        return count > limit + 1e-9;
    }

    GateResult breaker(HostCase host, Fleet fleet, Instant now) {
        if (host.recovering()) {
            return new GateResult(Gate.BREAKER, Ruling.PASS, BEGUN);
        }
        List<HostGroup> around = fleet.around(host.host());
        List<String> why = new ArrayList<>();
        for (HostGroup group : around) {
            Optional<String> trips = trips(group);
            if (trips.isPresent()) {
                why.add("mass failure: " + trips.get());
            } else {
                notCalm(fleet, group.name(), now)
                        .ifPresent(until -> why.add("mass failure in " + group.name()
                                + " a short while ago: nobody new is fenced before " + until + " (cool_down)"));
            }
        }
        return why.isEmpty()
                ? new GateResult(Gate.BREAKER, Ruling.PASS, seen(around))
                : new GateResult(Gate.BREAKER, Ruling.HOLD, String.join("; ", why));
    }

    private static String seen(List<HostGroup> groups) {
        StringBuilder text = new StringBuilder();
        for (HostGroup group : groups) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(group.name())
                    .append(": of ")
                    .append(group.hosts())
                    .append(" hosts ")
                    .append(group.badNotOff())
                    .append(" bad and not off, ")
                    .append(group.off())
                    .append(" off");
        }
        return text.toString();
    }

    private static Optional<Instant> notCalm(Fleet fleet, String name, Instant now) {
        return Optional.ofNullable(fleet.notCalmUntil().get(name)).filter(now::isBefore);
    }

    GateResult budget(HostCase host, Fleet fleet) {
        if (host.recovering()) {
            return new GateResult(Gate.BUDGET, Ruling.PASS, BEGUN);
        }
        List<String> seen = new ArrayList<>();
        List<String> full = new ArrayList<>();
        for (HostGroup group : fleet.around(host.host())) {
            String key = group.isCloud() ? "maximum_recovering_hosts" : "maximum_recovering_hosts_per_zone";
            int limit = group.isCloud()
                    ? config.budget().maximumRecoveringHosts()
                    : config.budget().maximumRecoveringHostsPerZone();
            String text = group.recovering() + " hosts" + (group.isCloud() ? "" : " of " + group.name())
                    + " are being recovered (" + key + " = " + limit + ")";
            (group.recovering() < limit ? seen : full).add(text);
        }
        return full.isEmpty()
                ? new GateResult(Gate.BUDGET, Ruling.PASS, String.join("; ", seen))
                : new GateResult(Gate.BUDGET, Ruling.HOLD, "waits its turn: " + String.join("; ", full));
    }

    GateResult minimumHealthy(HostCase host, Fleet fleet, Instant now) {
        if (host.recovering()) {
            return new GateResult(Gate.MINIMUM_HEALTHY, Ruling.PASS, BEGUN);
        }
        if (fleet.healthy() < config.budget().minimumHealthyHosts()) {
            return new GateResult(Gate.MINIMUM_HEALTHY, Ruling.HOLD, "too few hosts would be left: " + healthy(fleet));
        }
        return notCalm(fleet, Fleet.MINIMUM_HEALTHY, now)
                .map(until -> new GateResult(
                        Gate.MINIMUM_HEALTHY,
                        Ruling.HOLD,
                        "too few hosts were healthy a short while ago: nobody new is fenced before " + until
                                + " (minimum_healthy_hosts, cool_down)"))
                .orElseGet(() -> new GateResult(Gate.MINIMUM_HEALTHY, Ruling.PASS, healthy(fleet)));
    }

    private String healthy(Fleet fleet) {
        return fleet.healthy() + " hosts are healthy (minimum_healthy_hosts = "
                + config.budget().minimumHealthyHosts() + ")";
    }

    GateResult fencingRate(HostCase host, Fleet fleet, Instant now) {
        int limit = config.budget().maximumFencingsPerHour();
        if (host.recovering()) {
            return new GateResult(Gate.FENCING_RATE, Ruling.PASS, BEGUN);
        }
        RecentCuts cuts = fleet.cuts();
        String seen = cuts.within(now) + " hosts were powered off by UMHA within the last hour and " + cuts.pending()
                + " are about to be (maximum_fencings_per_hour = " + limit + ")";
        if (limit == 0) {
            return new GateResult(Gate.FENCING_RATE, Ruling.PASS, seen);
        }
        Optional<Instant> until =
                cuts.fullUntil(limit).map(full -> full.plus(config.coolDown())).filter(now::isBefore);
        if (until.isPresent()) {
            return new GateResult(
                    Gate.FENCING_RATE,
                    Ruling.HOLD,
                    "too many fencings: " + seen + "; nobody new is fenced before " + until.get() + " (cool_down)");
        }
        return cuts.within(now) + cuts.pending() < limit
                ? new GateResult(Gate.FENCING_RATE, Ruling.PASS, seen)
                : new GateResult(Gate.FENCING_RATE, Ruling.HOLD, "too many fencings: " + seen);
    }

    private static String trimmed(double limit) {
        double tenths = Math.rint(limit * 10) / 10;
        return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : Double.toString(tenths);
    }
}
