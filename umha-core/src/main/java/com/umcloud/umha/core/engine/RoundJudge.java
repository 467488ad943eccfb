package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.HostWindows;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.incident.Transition;
import com.umcloud.umha.core.observation.DeviceCheck;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.safety.DeviceTrust;
import com.umcloud.umha.core.safety.Fleet;
import com.umcloud.umha.core.safety.HostCase;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.safety.SafetyGates;
import com.umcloud.umha.core.safety.SafetyVerdict;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns one observation of all hosts into assessments, verdicts, new incidents and alerts. Used by the engine's thread. */
final class RoundJudge {
    private static final DateTimeFormatter INCIDENT_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Assessor assessor;
    private final SafetyGates gates;
    private final SafetyConfig safety;
    private final IncidentMachine machine;
    private final SignalMemory memory;
    private final Predicate<String> hasDevice;
    private final String ownHost;
    private final Map<String, HostWindows> windows = new HashMap<>();
    private Optional<Instant> notCalmUntil = Optional.empty();

    RoundJudge(
            Assessor assessor,
            SafetyConfig safety,
            IncidentMachine machine,
            SignalMemory memory,
            Predicate<String> hasDevice,
            String ownHost) {
        this.assessor = assessor;
        this.gates = new SafetyGates(safety);
        this.safety = safety;
        this.machine = machine;
        this.memory = memory;
        this.hasDevice = hasDevice;
        this.ownHost = ownHost;
    }

    Duration blockPeriod() {
        return safety.blockPeriod();
    }

    /** The host is judged anew from here on: it has returned. */
    void restart(String host) {
        windows.computeIfPresent(host, (h, w) -> w.restarted());
    }

    /** Only assesses, as a processor that stands by does. */
    Map<String, HostAssessment> assess(Round round) {
        memory.refresh();
        windows.keySet().retainAll(round.observations().keySet());
        Map<String, HostAssessment> assessments = new TreeMap<>();
        if (round.blind().isPresent()) {
            windows.replaceAll((host, known) -> known.restarted());
        } else {
            round.observations().forEach((host, observation) -> {
                HostWindows known = windows.computeIfAbsent(host, h -> HostWindows.of(h, memory.seenGood(h)));
                HostAssessment assessment = assessor.observe(known, observation);
                windows.put(host, assessment.windows());
                assessment.newlyGood().forEach(signal -> memory.remember(host, signal, round.at()));
                assessments.put(host, assessment);
            });
        }
        return assessments;
    }

    /** Judges all hosts and adds what comes of it to the step. */
    void judge(Round round, Step step, Map<String, Incident> open, Map<String, Instant> lastFenced) {
        Map<String, HostAssessment> assessments = assess(round);
        round.blind()
                .ifPresent(why -> step.alert(new Alert(
                        "observer.blind",
                        Severity.CRITICAL,
                        Optional.empty(),
                        "UMHA does not trust its own view and acts on nobody",
                        why + ". All windows start anew when the view is whole again.")));
        signsOfLife(round, step, open);
        Map<String, Incident> current = new HashMap<>(open);
        for (HostAssessment assessment : assessments.values()) {
            step.changedOn(assessment.host()).ifPresent(i -> current.put(i.host(), i));
            judgeOne(assessment, assessments, round, step, current, lastFenced);
        }
        HostAlerts.tell(assessments, round, step);
    }

    private void signsOfLife(Round round, Step step, Map<String, Incident> open) {
        open.forEach((host, incident) -> {
            Incident before = incident;
            for (IncidentEvent.SignOfLife sign : round.signs().getOrDefault(host, List.of())) {
                Transition transition = machine.apply(before, sign, step.now());
                step.add(Optional.of(before), transition);
                before = transition.incident();
            }
        });
    }

    private void judgeOne(
            HostAssessment assessment,
            Map<String, HostAssessment> assessments,
            Round round,
            Step step,
            Map<String, Incident> current,
            Map<String, Instant> lastFenced) {
        Incident incident = current.get(assessment.host());
        if (incident == null && assessment.confirmed().isEmpty()) {
            return;
        }
        Fleet fleet = FleetView.of(assessments.values(), current, round.blind(), notCalmUntil);
        if (gates.breakerTrips(fleet).isPresent()) {
            notCalmUntil = Optional.of(step.now().plus(safety.coolDown()));
        }
        SafetyVerdict verdict = gates.judge(hostCase(assessment, round, incident, lastFenced), fleet, step.now());
        Transition transition;
        if (incident != null) {
            transition = machine.apply(incident, new IncidentEvent.Assessed(assessment, verdict), step.now());
        } else if (verdict.ruling() == Ruling.EXEMPT) {
            HostAlerts.exempt(assessment, verdict, step);
            return;
        } else {
            String id = INCIDENT_ID.format(step.now()) + "-" + assessment.host();
            transition = machine.open(id, assessment, verdict, deviceMatches(round, assessment.host()), step.now());
        }
        step.add(Optional.ofNullable(incident), transition);
        current.put(assessment.host(), transition.incident());
    }

    private HostCase hostCase(
            HostAssessment assessment, Round round, @Nullable Incident incident, Map<String, Instant> lastFenced) {
        String host = assessment.host();
        Optional<ComputeHost> cloud = Optional.ofNullable(round.cloud().get(host));
        return new HostCase(
                assessment,
                cloud,
                round.reportAdvanced().contains(host),
                trust(round, host),
                Optional.ofNullable(lastFenced.get(host)),
                host.equals(ownHost),
                incident != null && incident.state().isRecovering());
    }

    private DeviceTrust trust(Round round, String host) {
        if (!safety.hasIpmi() || !hasDevice.test(host)) {
            return DeviceTrust.NONE;
        }
        DeviceCheck check = round.devices().get(host);
        if (check != null) {
            return check.trust();
        }
        return memory.seenGood(host).contains(Signal.POWER) ? DeviceTrust.PROVEN : DeviceTrust.UNPROVEN;
    }

    private static boolean deviceMatches(Round round, String host) {
        DeviceCheck check = round.devices().get(host);
        return check != null && check.matchesUuid();
    }

    /** Hosts that never answered a probe. */
    Set<String> neverProbed(Set<String> hosts) {
        Set<String> never = new HashSet<>();
        for (String host : hosts) {
            if (!memory.seenGood(host).contains(Signal.PROBE)) {
                never.add(host);
            }
        }
        return never;
    }
}
