package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.HostWindows;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.incident.DeviceListed;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentDecisions;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.ServiceSeen;
import com.umcloud.umha.core.incident.Surroundings;
import com.umcloud.umha.core.incident.Transition;
import com.umcloud.umha.core.observation.DeviceCheck;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.CloudReport;
import com.umcloud.umha.core.safety.DeviceTrust;
import com.umcloud.umha.core.safety.Fleet;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.GateResult;
import com.umcloud.umha.core.safety.HostCase;
import com.umcloud.umha.core.safety.HostGroup;
import com.umcloud.umha.core.safety.RecentCuts;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.safety.SafetyGates;
import com.umcloud.umha.core.safety.SafetyVerdict;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.LogRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns one observation of all hosts into assessments, verdicts, new incidents and alerts. Used by the engine's thread. */
final class RoundJudge {
    private static final DateTimeFormatter INCIDENT_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int LONGEST_NAME = 32;

    /**
     * In so many observations one after the other somebody has to have reached the storage before another host is blamed that does
     * not: what each host said last is as young then.
     */
    private static final int SETTLED = 3;

    private final Assessor assessor;
    private final SafetyGates gates;
    private final SafetyConfig safety;
    private final IncidentDecisions machine;
    private final SignalMemory memory;
    private final Function<String, Optional<String>> deviceOf;
    private final String ownHost;
    private final Map<String, HostWindows> windows = new HashMap<>();
    private final HostAlerts alerts;
    private final JudgementBook book = new JudgementBook();
    private final CalmWatch calm;
    private int storageReached;

    /** @param deviceOf what tells the fence device of a host from others; empty if it has none */
    RoundJudge(
            Assessor assessor,
            SafetyConfig safety,
            IncidentDecisions machine,
            SignalMemory memory,
            Function<String, Optional<String>> deviceOf,
            String ownHost) {
        this.assessor = assessor;
        this.gates = new SafetyGates(safety);
        this.safety = safety;
        this.calm = new CalmWatch(safety.coolDown());
        this.machine = machine;
        this.memory = memory;
        this.deviceOf = deviceOf;
        this.ownHost = ownHost;
        this.alerts = new HostAlerts(safety, ownHost);
    }

    Duration blockPeriod() {
        return safety.blockPeriod();
    }

    /** For how long what was done has to be remembered. */
    Duration memory() {
        Duration storms = cutMemory();
        return storms.compareTo(safety.blockPeriod()) > 0 ? storms : safety.blockPeriod();
    }

    private Duration cutMemory() {
        return RecentCuts.WINDOW.plus(safety.coolDown());
    }

    /** Takes over what was written down about limits that were exceeded. */
    void recall(List<LogRow> log, Instant now) {
        calm.recall(log, now);
    }

    /** To be called when a step of this judge was written down. */
    void wereNoted(Step step) {
        calm.wereNoted(step);
    }

    /** What is told of each host to the commands that explain it. */
    JudgementBook book() {
        return book;
    }

    /** Whether the breaker is open, or was so a short while ago. */
    boolean isBreakerOpen(Instant now) {
        return calm.notCalmUntil(now).keySet().stream().anyMatch(limit -> !limit.equals(Fleet.MINIMUM_HEALTHY));
    }

    /** The host is judged anew from here on: it has returned. */
    void restart(String host) {
        windows.computeIfPresent(host, (h, w) -> w.restarted());
    }

    /**
     * Assesses, and remembers which limits are exceeded, as a processor that stands by does: perhaps nobody leads.
     *
     * @param incidents the open incidents by host, as they are written down; asked for only if a limit seems to be exceeded
     */
    void standBy(Round round, Instant now, Supplier<Map<String, Incident>> incidents) {
        Map<String, HostAssessment> assessments = assess(round);
        round.blind().ifPresent(why -> calm.unknown(why, now));
        if (assessments.values().stream().noneMatch(FleetView::isBadOrOff)) {
            return;
        }
        StandingOrders orders = round.said().orders();
        Fleet all = fleet(round, assessments, orders, Map.of(), List.of(), now);
        if (!gates.exceeded(all).isEmpty()) {
            // hosts that somebody deals with already say nothing about how many fail by themselves
            Fleet others = fleet(round, assessments, orders, incidents.get(), List.of(), now);
            calm.seen(gates.exceeded(others), now);
        }
    }

    private Fleet fleet(
            Round round,
            Map<String, HostAssessment> assessments,
            StandingOrders orders,
            Map<String, Incident> incidents,
            List<Instant> cuts,
            Instant now) {
        return FleetView.of(
                assessments.values(),
                assessments.keySet().stream()
                        .filter(host -> orders.maintenanceOf(host, now).isPresent())
                        .collect(Collectors.toSet()),
                round.cloud(),
                incidents,
                cuts,
                round.blind(),
                storageReached >= SETTLED,
                group -> gates.trips(group).isPresent());
    }

    private Map<String, HostAssessment> assess(Round round) {
        if (round.databaseAnswers()) {
            memory.refresh();
        }
        windows.keySet().retainAll(round.observations().keySet());
        round.devices()
                .forEach((host, check) ->
                        check.system().ifPresent(system -> memory.rememberSystem(host, system, round.at())));
        Map<String, HostAssessment> assessments = new TreeMap<>();
        storageReached = round.blind().isEmpty() && isStorageReached(round) ? storageReached + 1 : 0;
        if (round.blind().isPresent()) {
            windows.replaceAll((host, known) -> known.restarted());
        } else if (memory.isLoaded()) {
            round.observations().forEach((host, observation) -> {
                // what is known of one device or address says nothing about another one that is written down since
                Set<Signal> good = memory.seenGood(
                        host,
                        deviceOf.apply(host),
                        Optional.ofNullable(round.storageAddresses().get(host)));
                HostWindows known = windows.computeIfAbsent(host, h -> HostWindows.of(h, good));
                HostAssessment assessment = assessor.observe(known.knowing(good), observation);
                windows.put(host, assessment.windows());
                assessment.newlyGood().forEach(signal -> remember(round, host, signal));
                assessments.put(host, assessment);
            });
        }
        return assessments;
    }

    private static boolean isStorageReached(Round round) {
        return round.observations().values().stream().anyMatch(seen -> seen.storage() == StorageReading.OK);
    }

    /** A probe is good at its address, the power by the device that has read on, if that is the one that is written down. */
    private void remember(Round round, String host, Signal signal) {
        if (signal == Signal.PROBE) {
            Optional.ofNullable(round.storageAddresses().get(host))
                    .ifPresent(address -> memory.rememberAddress(host, address, round.at()));
            return;
        }
        if (signal != Signal.POWER) {
            memory.remember(host, signal, round.at());
            return;
        }
        DeviceCheck check = round.devices().get(host);
        deviceOf.apply(host)
                .filter(device ->
                        check == null || (device.equals(check.device()) && check.trust() != DeviceTrust.QUARANTINED))
                .ifPresent(device -> memory.rememberDevice(host, device, round.at()));
    }

    /** Is told of a host at which judging met a defect. */
    interface Defects {
        void met(String host, Instant now, RuntimeException defect);
    }

    /**
     * Judges all hosts and adds what comes of it to the step.
     *
     * @param orders what operators have said
     * @param doubtful incidents that were opened, but perhaps not written down, by host
     * @param around what surrounds an incident at this moment
     */
    void judge(
            Round round,
            Step step,
            OpenIncidents open,
            StandingOrders orders,
            Map<String, Incident> doubtful,
            Function<Incident, Surroundings> around,
            Defects defects) {
        Map<String, HostAssessment> assessments = assess(round);
        // that the database is away is told without it
        round.blind()
                .filter(why -> round.databaseAnswers())
                .ifPresent(why -> step.alert(new Alert(
                        "observer.blind",
                        Severity.CRITICAL,
                        Optional.empty(),
                        "UMHA does not trust its own view and acts on nobody",
                        why + ". All windows start anew when the view is whole again.")));
        round.blind().ifPresent(why -> book.blind(why, step.now()));
        Judging judging = new Judging(round, step, open, orders, doubtful, around, assessments);
        for (HostAssessment assessment : assessments.values()) {
            try {
                judging.judge(assessment);
            } catch (RuntimeException e) {
                defects.met(assessment.host(), step.now(), e);
            }
        }
        alerts.tell(assessments, round, step);
        book.write(round.observations().keySet(), step);
    }

    /** Hosts of which the gates that count hosts say the same. */
    private record Peers(List<String> groups, boolean recovering) {}

    /** One round while it is judged. */
    private final class Judging {
        private final Round round;
        private final Step step;
        private final Map<String, Incident> current;
        private final Map<String, Instant> lastFenced;
        private final StandingOrders orders;
        private final Map<String, Incident> doubtful;
        private final Function<Incident, Surroundings> around;
        private final Set<String> recovering;
        private final Map<Peers, List<GateResult>> counting = new HashMap<>();
        private Fleet fleet;

        Judging(
                Round round,
                Step step,
                OpenIncidents open,
                StandingOrders orders,
                Map<String, Incident> doubtful,
                Function<Incident, Surroundings> around,
                Map<String, HostAssessment> assessments) {
            this.round = round;
            this.step = step;
            this.current = new HashMap<>(open.all());
            this.current.putAll(step.changed());
            this.lastFenced = open.lastFenced();
            this.orders = orders;
            this.doubtful = doubtful;
            this.around = around;
            List<Instant> cuts = open.cutsSince(step.now().minus(cutMemory()));
            Fleet seen = fleet(round, assessments, orders, current, cuts, step.now());
            calm.exceeded(gates.exceeded(seen), step);
            round.blind().ifPresent(why -> calm.unknown(why, step));
            if (orders.breaker().isPresent() && !isBreakerOpen(step.now())) {
                wordIsOver(orders.breaker().get());
            }
            this.recovering = FleetView.recovering(current.values());
            this.fleet = counted(seen.notCalm(calm.notCalmUntil(step.now())));
        }

        /** With the recoveries as they are at this moment. */
        private Fleet counted(Fleet known) {
            return known.recovering(recovering, FleetView.pendingCuts(current.values()));
        }

        void judge(HostAssessment assessment) {
            Incident incident = current.get(assessment.host());
            HostCase host = hostCase(assessment, round, incident, unacknowledged(assessment.host()));
            SafetyVerdict verdict = gates.judge(host, fleet, counting(host), orders, step.now());
            Incident after = decided(assessment, incident, verdict);
            book.note(
                    host,
                    verdict,
                    Optional.ofNullable(after).filter(Incident::isOpen).map(Incident::id),
                    step.now());
        }

        private List<GateResult> counting(HostCase host) {
            List<String> groups =
                    fleet.around(host.host()).stream().map(HostGroup::name).toList();
            return counting.computeIfAbsent(
                    new Peers(groups, host.recovering()), peers -> gates.counting(host, fleet, step.now()));
        }

        /** The word that hosts are fenced although many fail at once is over. */
        private void wordIsOver(Acknowledgement word) {
            step.operators().endBreaker();
            step.alert(new Alert(
                    "breaker.calm",
                    Severity.WARNING,
                    Optional.empty(),
                    "It is calm again: a mass failure would hold UMHA back again",
                    "Operator " + word.operator() + " let UMHA go on at " + word.at()
                            + ". That word is over; another mass failure needs another."));
        }

        private Optional<Instant> unacknowledged(String host) {
            return orders.unacknowledged(host, Optional.ofNullable(lastFenced.get(host)));
        }

        /** The host's incident as it is from now on; null if it has none. */
        private @Nullable Incident decided(
                HostAssessment assessment, @Nullable Incident incident, SafetyVerdict verdict) {
            if (incident == null && assessment.confirmed().isEmpty()) {
                discard(assessment.host());
                return null;
            }
            if (incident == null && isAwaited(assessment, verdict)) {
                return null;
            }
            Transition transition;
            if (incident != null) {
                IncidentEvent event = new IncidentEvent.Assessed(
                        assessment, verdict, service(round, assessment.host()), device(round, assessment.host()));
                transition = machine.apply(incident, event, around.apply(incident), step.now());
            } else if (verdict.ruling() == Ruling.EXEMPT) {
                HostAlerts.exempt(assessment, verdict, step);
                discard(assessment.host());
                return null;
            } else {
                transition = machine.open(
                        idFor(assessment.host(), step.now()),
                        assessment,
                        verdict,
                        device(round, assessment.host()),
                        step.now());
            }
            step.add(Optional.ofNullable(incident), transition);
            current.put(assessment.host(), transition.incident());
            if (transition.incident().takesPlace()) {
                recovering.add(assessment.host());
            } else {
                recovering.remove(assessment.host());
            }
            fleet = counted(fleet);
            counting.clear();
            return transition.incident();
        }

        /** The cloud's word on it is only a few seconds away: until then it has not failed, and nothing is told. */
        private boolean isAwaited(HostAssessment assessment, SafetyVerdict verdict) {
            return verdict.ruling() == Ruling.HOLD
                    && verdict.holding().contains(Gate.WITNESS)
                    && assessment.confirmed().equals(Set.of(Fault.PANICKED))
                    && cloudReport(round, assessment.host()) == CloudReport.AWAITED;
        }

        /** What was perhaps written down and turned out to be nothing must not be taken up after a restart. */
        private void discard(String host) {
            Incident unwanted = doubtful.get(host);
            if (unwanted != null) {
                String why = "the host was well again before this was written down";
                step.add(Optional.of(unwanted), machine.close(unwanted, why, step.now()));
            }
        }

        private String idFor(String host, Instant now) {
            Incident sameHost = doubtful.get(host);
            return sameHost != null ? sameHost.id() : incidentId(host, now);
        }
    }

    /** At most 48 characters, so that the ids of its intents fit as well: long names are cut and told apart by a checksum. */
    static String incidentId(String host, Instant now) {
        String name = host.length() <= LONGEST_NAME
                ? host
                : host.substring(0, LONGEST_NAME - 9) + "-" + String.format(Locale.ROOT, "%08x", host.hashCode());
        return INCIDENT_ID.format(now) + "-" + name;
    }

    private HostCase hostCase(
            HostAssessment assessment, Round round, @Nullable Incident incident, Optional<Instant> lastFenced) {
        String host = assessment.host();
        Optional<ComputeHost> cloud = Optional.ofNullable(round.cloud().get(host));
        return new HostCase(
                assessment,
                cloud,
                cloudReport(round, host),
                trust(round, host),
                lastFenced,
                host.equals(ownHost),
                incident != null && incident.state().isRecovering());
    }

    private static CloudReport cloudReport(Round round, String host) {
        if (round.reportAdvanced().contains(host)) {
            return CloudReport.ADVANCED;
        }
        return round.reportAwaited().contains(host) ? CloudReport.AWAITED : CloudReport.MISSED;
    }

    private static ServiceSeen service(Round round, String host) {
        ComputeHost listed = round.cloud().get(host);
        boolean inService = listed != null && listed.enabled() && !listed.forcedDown();
        return new ServiceSeen(
                inService, Optional.ofNullable(round.reportedAfter().get(host)));
    }

    private DeviceTrust trust(Round round, String host) {
        Optional<String> device = deviceOf.apply(host);
        if (!safety.hasIpmi() || device.isEmpty()) {
            return DeviceTrust.NONE;
        }
        DeviceCheck check = round.devices().get(host);
        if (check != null && device.equals(Optional.of(check.device()))) {
            return check.trust();
        }
        return memory.hasReadOn(host, device) ? DeviceTrust.PROVEN : DeviceTrust.UNPROVEN;
    }

    /** What was found out about another device than the one that is written down now says nothing about that one. */
    private DeviceListed device(Round round, String host) {
        Optional<String> device = deviceOf.apply(host);
        Optional<DeviceCheck> check =
                Optional.ofNullable(round.devices().get(host)).filter(c -> device.equals(Optional.of(c.device())));
        return new DeviceListed(
                device,
                trust(round, host) == DeviceTrust.PROVEN,
                check.filter(DeviceCheck::matchesUuid).isPresent(),
                memory.system(host));
    }

    /** Hosts of a round that never answered a probe at the storage addresses they had in it. */
    Set<String> neverProbed(Round round) {
        Set<String> never = new HashSet<>(round.observations().keySet());
        never.removeIf(host -> memory.hasAnswered(
                host, Optional.ofNullable(round.storageAddresses().get(host))));
        return never;
    }
}
