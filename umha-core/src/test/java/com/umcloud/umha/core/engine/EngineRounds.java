package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterFaultConfig;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.assessment.ValveConfig;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.ReturnConfig;
import com.umcloud.umha.core.observation.OperatorView;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** An engine without threads over hosts without instances, one observation a second, whose commands are answered at once. */
final class EngineRounds {
    private static final Duration SECOND = Duration.ofSeconds(1);

    final MemoryIncidentStore store = new MemoryIncidentStore(new Journal());
    final Set<String> hung = new HashSet<>();
    final Set<String> off = new HashSet<>();
    final Set<String> cut = new HashSet<>();
    Optional<String> blind = Optional.empty();
    boolean answers = true;
    boolean isolates = true;
    Instant now = Instant.parse("2026-05-05T00:00:00Z");
    private final MemoryHostStore hosts = new MemoryHostStore();
    private final SettableLeadership leadership = new SettableLeadership();
    private final Map<String, String> zones = new TreeMap<>();
    private final Map<String, Set<Aggregate>> aggregates = new HashMap<>();
    private final Set<String> isolated = new HashSet<>();
    private final Deque<Step.Issued> waiting = new ArrayDeque<>();
    private final SafetyConfig safety;
    private Optional<Round> last = Optional.empty();
    private Engine engine;

    EngineRounds(SafetyConfig safety) {
        this.safety = safety;
        this.engine = engine();
    }

    /** Adds hosts {@code ZONE-1} and so on. */
    EngineRounds zone(String zone, int count) {
        for (int i = 1; i <= count; i++) {
            zones.put(zone + "-" + i, zone);
        }
        return this;
    }

    EngineRounds aggregate(String name, String... members) {
        for (String host : members) {
            aggregates.computeIfAbsent(host, h -> new HashSet<>()).add(new Aggregate(name, Map.of()));
        }
        return this;
    }

    private Engine engine() {
        ValveConfig valve = new ValveConfig(2, 2);
        RecoveryConfig recovery = new RecoveryConfig(
                5,
                SECOND,
                true,
                false,
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                4,
                SECOND,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                new ReturnConfig(Duration.ofSeconds(3), true, false),
                SelectionConfig.EVERYTHING,
                PlacementConfig.SCHEDULER);
        IncidentMachine machine = new IncidentMachine(recovery, SECOND, safety.forceEvacuateWhenIpmiUnknown());
        RoundJudge judge = new RoundJudge(
                new Assessor(
                        new AssessmentConfig(valve, valve, valve, valve, MeterFaultConfig.OFF, MeterFaultConfig.OFF)),
                safety,
                machine,
                new SignalMemory(hosts),
                host -> safety.hasIpmi() ? Optional.of("bmc-" + host) : Optional.empty(),
                "controller");
        return new Engine(
                store,
                store.operators,
                machine,
                judge,
                new Teller(List.of("mail"), Duration.ofHours(1)),
                leadership,
                (host, command) -> waiting.add(new Step.Issued(host, command)),
                () -> now,
                new CloudView(recovery, () -> last, () -> CapacitySnapshot.NONE),
                new Outward(() -> {}, notification -> {}, announcement -> {}),
                EngineDocuments.JSON,
                Duration.ofSeconds(5));
    }

    /** Another processor with the next epoch goes on over the same tables. */
    void successor() {
        long epoch = leadership.epoch().orElse(1) + 1;
        engine = engine();
        waiting.clear();
        store.epoch(epoch);
        leadership.set(OptionalLong.of(epoch));
    }

    /** An operator takes it into maintenance. */
    void maintain(String host) {
        LogRow line = new LogRow(now, Severity.INFO, Optional.of(host), Optional.empty(), "operator", "works on it");
        store.operators.beginMaintenance(
                new Maintenance(host, "alice", "a new board", now, Optional.empty()), new Telling(line, List.of()));
    }

    void standBy() {
        leadership.set(OptionalLong.empty());
    }

    void lead() {
        leadership.set(OptionalLong.of(1));
    }

    /** It is repaired, and an operator has put it into service again. */
    void repair(String host) {
        hung.remove(host);
        off.remove(host);
        cut.remove(host);
        isolated.remove(host);
    }

    EngineRounds rounds(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plus(SECOND);
            assertThat(engine.handle(new EngineEvent.Observed(round()))).isTrue();
            serve();
            assertThat(engine.handle(new EngineEvent.Ticked())).isTrue();
            serve();
        }
        return this;
    }

    private Round round() {
        Map<String, Observation> seen = new TreeMap<>();
        Map<String, ComputeHost> cloud = new TreeMap<>();
        zones.forEach((host, zone) -> {
            boolean dark = off.contains(host) || cut.contains(host);
            boolean silent = dark || hung.contains(host);
            seen.put(
                    host,
                    new Observation(
                            now,
                            silent ? StorageReading.UNREACHABLE : StorageReading.OK,
                            silent ? Liveness.SILENT : Liveness.ALIVE,
                            !silent,
                            power(dark),
                            MeterReading.MISSING,
                            MeterReading.MISSING));
            boolean told = isolated.contains(host);
            cloud.put(
                    host,
                    new ComputeHost(
                            host,
                            !silent,
                            !told,
                            told ? "UMHA" : "",
                            told,
                            Optional.empty(),
                            zone,
                            aggregates.getOrDefault(host, Set.of())));
        });
        OperatorView.Said said = new OperatorView.Said(store.operators.standingOrders(), List.of());
        Round round = new Round(
                now,
                cloud,
                Optional.of(now),
                Round.byTheirNames(seen.keySet()),
                seen,
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                cloud.keySet(),
                Map.of(),
                true,
                blind,
                said);
        last = Optional.of(round);
        return round;
    }

    private PowerObservation power(boolean dark) {
        if (!safety.hasIpmi()) {
            return PowerObservation.NOT_ASKED;
        }
        return dark ? PowerObservation.OFF : PowerObservation.ON;
    }

    private void serve() {
        while (answers && !waiting.isEmpty()) {
            Step.Issued issued = waiting.remove();
            answer(issued.command())
                    .ifPresent(answer -> assertThat(engine.handle(new EngineEvent.Answered(issued.host(), answer)))
                            .isTrue());
        }
    }

    private Optional<IncidentEvent.Answer> answer(Command command) {
        String id = command.id();
        if (!safety.hasIpmi() && command instanceof Command.ReadPower) {
            return Optional.of(new IncidentEvent.PowerRead(
                    id, new PowerReading.Unknown(FenceFailure.UNREACHABLE, "no fence device"), now));
        } else if (!safety.hasIpmi() && command instanceof Command.PowerOff) {
            return Optional.of(new IncidentEvent.PowerOffAnswered(
                    id, new PowerCommandResult.Refused(FenceFailure.UNREACHABLE, "no fence device"), now));
        } else if (command instanceof Command.ReadPower read) {
            boolean dark = off.contains(read.host()) || cut.contains(read.host());
            return Optional.of(new IncidentEvent.PowerRead(
                    id, new PowerReading.Known(dark ? PowerState.OFF : PowerState.ON), now));
        } else if (command instanceof Command.PowerOff powerOff) {
            cut.add(powerOff.host());
            return Optional.of(new IncidentEvent.PowerOffAnswered(id, new PowerCommandResult.Accepted(), now));
        } else if (command instanceof Command.ProbeWitnesses) {
            return Optional.of(new IncidentEvent.WitnessesProbed(id, false, Set.of()));
        } else if (command instanceof Command.Isolate isolate && isolates) {
            isolated.add(isolate.host());
            return Optional.of(new IncidentEvent.IsolationAnswered(id, new IsolationResult.Isolated()));
        } else if (command instanceof Command.ListInstances) {
            return Optional.of(new IncidentEvent.InstancesListed(id, List.of(), List.of(), List.of()));
        } else if (command instanceof Command.Look) {
            return Optional.of(new IncidentEvent.InstancesSeen(id, List.of(), List.of(), Set.of(), Map.of()));
        }
        return Optional.empty();
    }

    /** The newest incident of the host. */
    Optional<Incident> incident(String host) {
        return store.of(host).stream().reduce((a, b) -> b);
    }

    void isRecovered(String host) {
        assertThat(incident(host).map(Incident::state)).as(host).contains(IncidentState.RECOVERED);
    }

    void isHeld(String host, String why) {
        assertThat(incident(host)).as(host).hasValueSatisfying(incident -> {
            assertThat(incident.state()).isEqualTo(IncidentState.HELD);
            assertThat(incident.reason()).contains(why);
        });
        assertThat(cut).doesNotContain(host);
    }
}
