package com.umcloud.umha.core.judgement;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.assessment.Window;
import com.umcloud.umha.core.safety.DeviceTrust;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.GateResult;
import com.umcloud.umha.core.safety.HostCase;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One host as the processor judged it. Immutable; kept as JSON.
 *
 * @param seen the newest observation
 * @param windows by fault: how many of the observations that count were bad
 * @param suspected faults whose valve has tripped and that await one more look
 * @param unmonitored signals that were never good on this host and judge nothing
 * @param well whether nothing at all speaks against the host
 * @param device whether its fence device may be trusted
 * @param service its compute service; empty if the cloud does not list it
 * @param gates what each gate would say if the host were to be fenced at this moment
 * @param incidentId its open incident
 */
public record HostJudgement(
        String host,
        Observation seen,
        Map<Fault, WindowSeen> windows,
        Set<Fault> suspected,
        Set<Fault> confirmed,
        Set<Signal> unmonitored,
        boolean well,
        DeviceTrust device,
        Optional<ServiceSeen> service,
        List<GateSaid> gates,
        Optional<String> incidentId) {
    /** How many of the last observations that count for a fault were bad. */
    public record WindowSeen(long bad, int of) {}

    /** What the cloud says of the host's compute service. */
    public record ServiceSeen(boolean up, boolean enabled, String disabledReason, boolean forcedDown, String zone) {}

    /**
     * What one gate said.
     *
     * @param since since when it has ruled so without a break, as far as is known
     */
    public record GateSaid(Gate gate, Ruling ruling, String reason, Instant since) {
        /** The same since the gate began to rule so; what was said then, if it says the same. */
        private GateSaid since(GateSaid old) {
            return reason.equals(old.reason) ? old : new GateSaid(gate, ruling, reason, old.since);
        }
    }

    public HostJudgement {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(seen, "seen");
        windows = Collections.unmodifiableMap(windows.isEmpty() ? Map.of() : new EnumMap<>(windows));
        suspected = Set.copyOf(suspected);
        confirmed = Set.copyOf(confirmed);
        unmonitored = Set.copyOf(unmonitored);
        gates = List.copyOf(gates);
    }

    /**
     * The judgement of a host of which nothing was known before.
     *
     * @param now since when the gates rule so
     */
    public static HostJudgement of(HostCase host, SafetyVerdict verdict, Optional<String> incidentId, Instant now) {
        HostAssessment assessment = host.assessment();
        Map<Fault, WindowSeen> windows = new EnumMap<>(Fault.class);
        assessment.windows().windows().forEach((fault, window) -> windows.put(fault, seen(window)));
        return new HostJudgement(
                host.host(),
                assessment.observation(),
                windows,
                assessment.suspected(),
                assessment.confirmed(),
                assessment.unmonitored(),
                assessment.isWell(),
                host.device(),
                host.cloud().map(HostJudgement::service),
                verdict.results().stream()
                        .map(r -> new GateSaid(r.gate(), r.ruling(), r.reason(), now))
                        .toList(),
                incidentId);
    }

    private static WindowSeen seen(Window window) {
        return new WindowSeen(window.badCount(), window.bad().size());
    }

    private static ServiceSeen service(ComputeHost listed) {
        return new ServiceSeen(
                listed.serviceUp(), listed.enabled(), listed.disabledReason(), listed.forcedDown(), listed.zone());
    }

    /** The same with the gates' since taken from the judgement before it, where they rule as they did. */
    public HostJudgement after(HostJudgement before) {
        Map<Gate, GateSaid> known = new EnumMap<>(Gate.class);
        for (GateSaid said : before.gates()) {
            known.put(said.gate(), said);
        }
        List<GateSaid> dated = new ArrayList<>(gates.size());
        for (GateSaid said : gates) {
            GateSaid old = known.get(said.gate());
            dated.add(old != null && old.ruling() == said.ruling() ? said.since(old) : said);
        }
        return withGates(dated);
    }

    /** The same while the observer does not trust its own view: that gate holds, whatever was said last. */
    public HostJudgement blind(String why, Instant now) {
        return withGates(gates.stream()
                        .map(g -> g.gate() == Gate.OBSERVER ? new GateSaid(Gate.OBSERVER, Ruling.HOLD, why, now) : g)
                        .toList())
                .after(this);
    }

    private HostJudgement withGates(List<GateSaid> said) {
        return new HostJudgement(
                host, seen, windows, suspected, confirmed, unmonitored, well, device, service, said, incidentId);
    }

    /** Whether it says the same as another, apart from the time of the observation. */
    public boolean saysTheSameAs(HostJudgement other) {
        return gates.equals(other.gates)
                && seen.saysTheSameAs(other.seen)
                && host.equals(other.host)
                && windows.equals(other.windows)
                && suspected.equals(other.suspected)
                && confirmed.equals(other.confirmed)
                && unmonitored.equals(other.unmonitored)
                && well == other.well
                && device == other.device
                && service.equals(other.service)
                && incidentId.equals(other.incidentId);
    }

    /** What all gates together say. */
    public Ruling ruling() {
        return new SafetyVerdict(gates.stream()
                        .map(g -> new GateResult(g.gate(), g.ruling(), g.reason()))
                        .toList())
                .ruling();
    }

    /** The gates that do not let the host be fenced, or only rehearse. */
    public List<GateSaid> against() {
        return gates.stream().filter(g -> g.ruling() != Ruling.PASS).toList();
    }
}
