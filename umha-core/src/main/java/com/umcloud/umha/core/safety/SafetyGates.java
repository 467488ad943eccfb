package com.umcloud.umha.core.safety;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks every gate whether a host with a confirmed fault may be fenced. Pure. */
public final class SafetyGates {
    private final SafetyConfig config;

    public SafetyGates(SafetyConfig config) {
        this.config = config;
    }

    /** As {@link #judge(HostCase, Fleet, StandingOrders, Instant)} while no operator has said anything. */
    public SafetyVerdict judge(HostCase host, Fleet fleet, Instant now) {
        return judge(host, fleet, StandingOrders.NONE, now);
    }

    public SafetyVerdict judge(HostCase host, Fleet fleet, StandingOrders orders, Instant now) {
        List<GateResult> results = new ArrayList<>();
        results.add(knownToCloud(host));
        results.add(excluded(host));
        results.add(operator(host));
        results.add(maintenance(host, orders, now));
        results.add(observer(fleet));
        results.add(unlessAllowed(breaker(host, fleet, now), orders));
        results.add(budget(host, fleet));
        results.add(blockPeriod(host, now));
        results.add(witness(host));
        results.add(device(host));
        results.add(armed(orders));
        results.add(
                config.reallyEvacuate()
                        ? pass(Gate.REHEARSAL)
                        : new GateResult(
                                Gate.REHEARSAL,
                                Ruling.REHEARSE,
                                "really_evacuate = false: this is a rehearsal, nothing is powered off or evacuated"));
        return new SafetyVerdict(results);
    }

    /** Why the breaker is open for this moment's numbers; empty if it is closed. */
    public Optional<String> breakerTrips(Fleet fleet) {
        double onLimit = Math.max(config.breakerPoweredOnHosts(), fleet.hosts() * config.breakerPoweredOnRatio());
        if (exceeds(fleet.badNotOff(), onLimit)) {
            return Optional.of(fleet.badNotOff() + " of " + fleet.hosts()
                    + " hosts are bad at once and not powered off (limit " + trimmed(onLimit) + ")");
        }
        double offLimit = fleet.hosts() * config.breakerPoweredOffRatio();
        if (exceeds(fleet.off(), offLimit) && fleet.off() > 1) {
            return Optional.of(fleet.off() + " of " + fleet.hosts() + " hosts read powered off at once (limit "
                    + trimmed(offLimit) + ")");
        }
        return Optional.empty();
    }

    /** A share that is a whole number is its own limit, whatever its binary form adds or takes. */
    private static boolean exceeds(int count, double limit) {
        return count > limit + 1e-9;
    }

    private static GateResult knownToCloud(HostCase host) {
        return host.cloud().isPresent()
                ? pass(Gate.KNOWN_TO_CLOUD)
                : new GateResult(
                        Gate.KNOWN_TO_CLOUD, Ruling.EXEMPT, "the cloud lists no compute host with exactly this name");
    }

    private GateResult excluded(HostCase host) {
        if (config.excludedHosts().contains(host.host())) {
            return new GateResult(Gate.EXCLUDED, Ruling.EXEMPT, "the host is listed in [safety] excluded_hosts");
        }
        return host.ownMachine()
                ? new GateResult(Gate.EXCLUDED, Ruling.EXEMPT, "UMHA itself runs on this host")
                : pass(Gate.EXCLUDED);
    }

    private static GateResult operator(HostCase host) {
        Optional<ComputeHost> cloud = host.cloud();
        if (cloud.isPresent() && !cloud.get().enabled()) {
            String why = cloud.get().disabledReason();
            return new GateResult(
                    Gate.OPERATOR,
                    Ruling.EXEMPT,
                    "its compute service is disabled" + (why.isEmpty() ? "" : " (" + why + ")"));
        }
        if (cloud.isPresent() && cloud.get().forcedDown()) {
            return new GateResult(Gate.OPERATOR, Ruling.EXEMPT, "its compute service was forced down by an operator");
        }
        return pass(Gate.OPERATOR);
    }

    private static GateResult observer(Fleet fleet) {
        return fleet.blind()
                .map(why -> new GateResult(Gate.OBSERVER, Ruling.HOLD, "the observer doubts its own view: " + why))
                .orElseGet(() -> pass(Gate.OBSERVER));
    }

    private GateResult breaker(HostCase host, Fleet fleet, Instant now) {
        if (host.recovering()) {
            return pass(Gate.BREAKER);
        }
        Optional<String> trips = breakerTrips(fleet);
        if (trips.isPresent()) {
            return new GateResult(Gate.BREAKER, Ruling.HOLD, "mass failure: " + trips.get());
        }
        return fleet.notCalmUntil()
                .filter(until -> now.isBefore(until))
                .map(until -> new GateResult(
                        Gate.BREAKER,
                        Ruling.HOLD,
                        "mass failure a short while ago: nobody new is fenced before " + until))
                .orElseGet(() -> pass(Gate.BREAKER));
    }

    private GateResult budget(HostCase host, Fleet fleet) {
        if (host.recovering() || fleet.recovering() < config.maximumRecoveringHosts()) {
            return pass(Gate.BUDGET);
        }
        return new GateResult(
                Gate.BUDGET,
                Ruling.HOLD,
                "waits its turn: " + fleet.recovering() + " hosts are being recovered (maximum_recovering_hosts = "
                        + config.maximumRecoveringHosts() + ")");
    }

    private GateResult blockPeriod(HostCase host, Instant now) {
        return host.lastFenced()
                .map(fenced -> fenced.plus(config.blockPeriod()))
                .filter(until -> now.isBefore(until))
                .map(until -> new GateResult(
                        Gate.BLOCK_PERIOD,
                        Ruling.HOLD,
                        "it was fenced automatically before; not again before " + until + " (block_period)"))
                .orElseGet(() -> pass(Gate.BLOCK_PERIOD));
    }

    /** A witness contradicts a panic only: a host that lost its storage is alive and still has to be fenced. */
    private static GateResult witness(HostCase host) {
        HostAssessment assessment = host.assessment();
        boolean onlyPanic = assessment.confirmed().equals(Set.of(Fault.PANICKED));
        if (!onlyPanic) {
            return pass(Gate.WITNESS);
        }
        if (assessment.observation().probed()) {
            return new GateResult(Gate.WITNESS, Ruling.HOLD, "the host answers probes: it has not panicked");
        }
        return host.cloudReportAdvanced()
                ? new GateResult(Gate.WITNESS, Ruling.HOLD, "its compute service still reports: it has not panicked")
                : pass(Gate.WITNESS);
    }

    private GateResult device(HostCase host) {
        return switch (host.device()) {
            case QUARANTINED ->
                new GateResult(
                        Gate.DEVICE,
                        Ruling.HOLD,
                        "its fence device does not control this host (it read off while the host was alive, or names"
                                + " another system): correct ipmi_info and load it again");
            case NONE ->
                new GateResult(
                        Gate.DEVICE,
                        Ruling.HOLD,
                        config.hasIpmi()
                                ? "it has no fence device: add it to ipmi_info and run load_ipmi_info"
                                : "has_IPMI = false: nothing can prove that it is off");
            case UNPROVEN, PROVEN -> pass(Gate.DEVICE);
        };
    }

    private static GateResult maintenance(HostCase host, StandingOrders orders, Instant now) {
        return orders.maintenanceOf(host.host(), now)
                .map(m -> new GateResult(Gate.MAINTENANCE, Ruling.EXEMPT, "the host is " + m.text()))
                .orElseGet(() -> pass(Gate.MAINTENANCE));
    }

    /** An operator who has looked may let UMHA go on although the breaker is open. */
    private static GateResult unlessAllowed(GateResult breaker, StandingOrders orders) {
        if (breaker.ruling() == Ruling.PASS || orders.breaker().isEmpty()) {
            return breaker;
        }
        Acknowledgement word = orders.breaker().get();
        return new GateResult(
                Gate.BREAKER,
                Ruling.PASS,
                breaker.reason() + "; operator " + word.operator() + " lets UMHA go on since " + word.at());
    }

    private static GateResult armed(StandingOrders orders) {
        Arming arming = orders.arming();
        return arming.armed()
                ? pass(Gate.ARMED)
                : new GateResult(Gate.ARMED, Ruling.HOLD, arming.text() + ": nothing new is begun");
    }

    private static GateResult pass(Gate gate) {
        return new GateResult(gate, Ruling.PASS, "");
    }

    private static String trimmed(double limit) {
        double tenths = Math.rint(limit * 10) / 10;
        return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : Double.toString(tenths);
    }
}
