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
        private static GateSaid of(GateResult result, Instant now) {
            return new GateSaid(result.gate(), result.ruling(), result.reason(), now);
        }

        private GateSaid saying(String now) {
            return reason.equals(now) ? this : new GateSaid(gate, ruling, now, since);
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
        return of(host, verdict, incidentId, List.of(), now);
    }

    /** As {@link #of(HostCase, SafetyVerdict, Optional, Instant)}, the gates ruling since when they did so before. */
    public HostJudgement then(HostCase host, SafetyVerdict verdict, Optional<String> incidentId, Instant now) {
        return of(host, verdict, incidentId, gates, now);
    }

    private static HostJudgement of(
            HostCase host, SafetyVerdict verdict, Optional<String> incidentId, List<GateSaid> before, Instant now) {
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
                said(verdict.results(), before, now),
                incidentId);
    }

    private static WindowSeen seen(Window window) {
        return new WindowSeen(window.badCount(), window.bad().size());
    }

    private static ServiceSeen service(ComputeHost listed) {
        return new ServiceSeen(
                listed.serviceUp(), listed.enabled(), listed.disabledReason(), listed.forcedDown(), listed.zone());
    }

    /** What the gates say, each since it began to rule so. */
    private static List<GateSaid> said(List<GateResult> results, List<GateSaid> before, Instant now) {
        Map<Gate, GateSaid> known = new EnumMap<>(Gate.class);
        for (GateSaid said : before) {
            known.put(said.gate(), said);
        }
        List<GateSaid> dated = new ArrayList<>(results.size());
        for (GateResult result : results) {
            GateSaid old = known.get(result.gate());
            dated.add(
                    old != null && old.ruling() == result.ruling()
                            ? old.saying(result.reason())
                            : GateSaid.of(result, now));
        }
        return dated;
    }

    /** The same while the observer does not trust its own view: that gate holds, whatever was said last. */
    public HostJudgement blind(String why, Instant now) {
        GateResult holds = new GateResult(Gate.OBSERVER, Ruling.HOLD, why);
        List<GateSaid> said = gates.stream()
                .map(g -> g.gate() == Gate.OBSERVER
                        ? said(List.of(holds), gates, now).get(0)
                        : g)
                .toList();
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
