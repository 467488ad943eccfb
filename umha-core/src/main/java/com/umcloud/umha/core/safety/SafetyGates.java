package com.umcloud.umha.core.safety;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks every gate whether a host with a confirmed fault may be fenced. Pure. */
public final class SafetyGates {
    private final SafetyConfig config;
    private final MassGates mass;

    public SafetyGates(SafetyConfig config) {
        this.config = config;
        this.mass = new MassGates(config);
    }

    /** As {@link #judge(HostCase, Fleet, StandingOrders, Instant)} while no operator has said anything. */
    public SafetyVerdict judge(HostCase host, Fleet fleet, Instant now) {
        return judge(host, fleet, StandingOrders.NONE, now);
    }

    public SafetyVerdict judge(HostCase host, Fleet fleet, StandingOrders orders, Instant now) {
        return judge(host, fleet, counting(host, fleet, now), orders, now);
    }

    /**
     * What the gates say that count hosts: the same of all hosts that belong to the same groups, and are both being recovered or
     * both not.
     */
    public List<GateResult> counting(HostCase host, Fleet fleet, Instant now) {
        return List.of(
                mass.breaker(host, fleet, now),
                mass.budget(host, fleet),
                mass.minimumHealthy(host, fleet, now),
                mass.fencingRate(host, fleet, now));
    }

    /**
     * As {@link #judge(HostCase, Fleet, StandingOrders, Instant)}, with what was said already.
     *
     * @param counting what {@link #counting} says of it
     */
    public SafetyVerdict judge(
            HostCase host, Fleet fleet, List<GateResult> counting, StandingOrders orders, Instant now) {
        List<GateResult> results = new ArrayList<>();
        results.add(knownToCloud(host));
        results.add(excluded(host));
        results.add(operator(host));
        results.add(maintenance(host, orders, now));
        results.add(observer(fleet));
        counting.forEach(said -> results.add(said.gate() == Gate.BREAKER ? unlessAllowed(said, orders) : said));
        results.add(blockPeriod(host, now));
        results.add(witness(host, fleet));
        results.add(device(host));
        results.add(armed(orders));
        results.add(
                config.reallyEvacuate()
                        ? pass(Gate.REHEARSAL, "really_evacuate = true")
                        : new GateResult(
                                Gate.REHEARSAL,
                                Ruling.REHEARSE,
                                "really_evacuate = false: this is a rehearsal, nothing is powered off or evacuated"));
        return new SafetyVerdict(results);
    }

    /** Which limits this moment's numbers exceed, and how, by the name of the group or limit. */
    public Map<String, String> exceeded(Fleet fleet) {
        return mass.exceeded(fleet);
    }

    /** Why nobody new is fenced among these hosts for this moment's numbers; empty if somebody may be. */
    public Optional<String> trips(HostGroup group) {
        return mass.trips(group);
    }

    private static GateResult knownToCloud(HostCase host) {
        return host.cloud().isPresent()
                ? pass(Gate.KNOWN_TO_CLOUD, "the cloud lists it")
                : new GateResult(
                        Gate.KNOWN_TO_CLOUD, Ruling.EXEMPT, "the cloud lists no compute host with exactly this name");
    }

    private GateResult excluded(HostCase host) {
        if (config.excludedHosts().contains(host.host())) {
            return new GateResult(Gate.EXCLUDED, Ruling.EXEMPT, "the host is listed in [safety] excluded_hosts");
        }
        return host.ownMachine()
                ? new GateResult(Gate.EXCLUDED, Ruling.EXEMPT, "UMHA itself runs on this host")
                : pass(Gate.EXCLUDED, "it is not listed in excluded_hosts, and UMHA does not run on it");
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
        return pass(Gate.OPERATOR, "its compute service is neither disabled nor forced down");
    }

    private static GateResult observer(Fleet fleet) {
        return fleet.blind()
                .map(why -> new GateResult(Gate.OBSERVER, Ruling.HOLD, "the observer doubts its own view: " + why))
                .orElseGet(() -> pass(Gate.OBSERVER, "the observer has no reason to doubt its own view"));
    }

    private GateResult blockPeriod(HostCase host, Instant now) {
        Optional<Instant> fenced = host.lastFenced();
        if (fenced.isEmpty()) {
            return pass(Gate.BLOCK_PERIOD, "no earlier incident within block_period has fenced it");
        }
        Instant until = fenced.get().plus(config.blockPeriod());
        return now.isBefore(until)
                ? new GateResult(
                        Gate.BLOCK_PERIOD,
                        Ruling.HOLD,
                        "it was fenced automatically before; not again before " + until + " (block_period)")
                : pass(Gate.BLOCK_PERIOD, "it was last fenced at " + fenced.get());
    }

    /**
     * A sign of life contradicts a panic only: a host that lost its storage is alive and still has to be fenced. That another host
     * reaches the storage is the witness there: if none does, it is the storage that has failed, and nobody could take instances.
     */
    private static GateResult witness(HostCase host, Fleet fleet) {
        HostAssessment assessment = host.assessment();
        if (assessment.confirmed().equals(Set.of(Fault.STORAGE_LOST)) && !fleet.storageReached()) {
            return new GateResult(
                    Gate.WITNESS,
                    Ruling.HOLD,
                    "no other host is known to reach its storage, or only since a moment ago: it may be the storage that"
                            + " has failed");
        }
        boolean onlyPanic = assessment.confirmed().equals(Set.of(Fault.PANICKED));
        if (!onlyPanic) {
            return pass(Gate.WITNESS, "no witness is asked: " + assessment.confirmed() + " is no mere silence");
        }
        if (assessment.observation().probed()) {
            return new GateResult(Gate.WITNESS, Ruling.HOLD, "the host answers probes: it has not panicked");
        }
        return switch (host.cloudReport()) {
            case ADVANCED ->
                new GateResult(Gate.WITNESS, Ruling.HOLD, "its compute service still reports: it has not panicked");
            case AWAITED ->
                new GateResult(
                        Gate.WITNESS,
                        Ruling.HOLD,
                        "its compute service's next report was not late yet when the cloud was last read: it is awaited");
            case MISSED -> pass(Gate.WITNESS, "it answers no probe, and its report to the cloud did not advance");
        };
    }

    private GateResult device(HostCase host) {
        return switch (host.device()) {
            case QUARANTINED ->
                new GateResult(
                        Gate.DEVICE,
                        Ruling.HOLD,
                        "its fence device does not control this host (it read off while the host was alive, or names"
                                + " another system): correct ipmi_info and load it again");
            case NONE -> withoutDevice();
            case UNPROVEN -> pass(Gate.DEVICE, "its fence device was not read yet while the host was alive");
            case PROVEN -> pass(Gate.DEVICE, "its fence device read on while the host was alive");
        };
    }

    private static GateResult maintenance(HostCase host, StandingOrders orders, Instant now) {
        return orders.maintenanceOf(host.host(), now)
                .map(m -> new GateResult(Gate.MAINTENANCE, Ruling.EXEMPT, "the host is " + m.text()))
                .orElseGet(() -> pass(Gate.MAINTENANCE, "nobody has said that it is being worked on"));
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
                ? pass(Gate.ARMED, "UMHA is armed")
                : new GateResult(Gate.ARMED, Ruling.HOLD, arming.text() + ": nothing new is begun");
    }

    /** A cloud without any power device, whose operator has said to go on all the same; silence has to do then. */
    private GateResult withoutDevice() {
        if (config.hasIpmi()) {
            return new GateResult(
                    Gate.DEVICE, Ruling.HOLD, "it has no fence device: add it to ipmi_info and run load_ipmi_info");
        }
        return config.forceEvacuateWhenIpmiUnknown()
                ? pass(
                        Gate.DEVICE,
                        "has_IPMI = false and force_evacuate_when_ipmi_unknown = true: it goes on UNPROVEN if the host"
                                + " stays silent on every witness")
                : new GateResult(Gate.DEVICE, Ruling.HOLD, "has_IPMI = false: nothing can prove that it is off");
    }

    private static GateResult pass(Gate gate, String seen) {
        return new GateResult(gate, Ruling.PASS, seen);
    }
}
