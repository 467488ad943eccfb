package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterFaultConfig;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.assessment.ValveConfig;
import com.umcloud.umha.core.incident.CheckedDecisions;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.DeviceListed;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentDecisions;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.ReturnConfig;
import com.umcloud.umha.core.incident.Surroundings;
import com.umcloud.umha.core.incident.Transition;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.safety.SafetyVerdict;
import com.umcloud.umha.core.selection.SelectionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of an incident, and of the others, when a defect would break a rule. */
class EngineViolationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RecoveryConfig RECOVERY = new RecoveryConfig(
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
            new ReturnConfig(Duration.ofMinutes(3), true, false),
            SelectionConfig.EVERYTHING,
            PlacementConfig.SCHEDULER);

    private Instant now = Instant.parse("2026-05-05T00:00:00Z");
    private final List<Command> commands = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final MemoryIncidentStore store = new MemoryIncidentStore(new Journal());
    private final SettableLeadership leadership = new SettableLeadership();
    private final CutsTwice defect = new CutsTwice();
    private final Engine engine = engine();

    /** Sound but for one host: once its power was read it also cuts the power under a number that was used before. */
    private static final class CutsTwice implements IncidentDecisions {
        private final IncidentMachine sound = new IncidentMachine(RECOVERY, SECOND, false);
        private boolean isThere = true;

        @Override
        public Transition open(
                String id, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device, Instant at) {
            return sound.open(id, assessment, verdict, device, at);
        }

        @Override
        public Transition apply(Incident incident, IncidentEvent event, Surroundings surroundings, Instant at) {
            Transition decided = sound.apply(incident, event, surroundings, at);
            boolean meets = isThere && incident.host().equals("c-1") && event instanceof IncidentEvent.PowerRead;
            if (!meets) {
                return decided;
            }
            List<Command> twice = new ArrayList<>(decided.commands());
            twice.add(new Command.PowerOff(incident.id() + "/1", incident.host(), false, Optional.empty(), Set.of()));
            return new Transition(decided.incident(), twice, decided.announcements());
        }

        @Override
        public Optional<String> refusal(Incident incident, IncidentEvent word) {
            return sound.refusal(incident, word);
        }

        @Override
        public Transition close(Incident incident, String why, Instant at) {
            return sound.close(incident, why, at);
        }
    }

    private Engine engine() {
        ValveConfig valve = new ValveConfig(2, 2);
        SafetyConfig safety = SafetyConfig.ACTING.withTimes(Duration.ofMinutes(1), Duration.ofHours(1));
        IncidentDecisions checked = new CheckedDecisions(defect, RECOVERY);
        RoundJudge judge = new RoundJudge(
                new Assessor(
                        new AssessmentConfig(valve, valve, valve, valve, MeterFaultConfig.OFF, MeterFaultConfig.OFF)),
                safety,
                checked,
                new SignalMemory(new MemoryHostStore()),
                host -> Optional.of("bmc-" + host),
                "controller");
        return new Engine(
                store,
                store.operators,
                checked,
                judge,
                new Teller(List.of("mail"), Duration.ofHours(1)),
                leadership,
                (host, command) -> {
                    commands.add(command);
                    ran.add(command.kind() + " " + host);
                },
                () -> now,
                new CloudView(RECOVERY, Optional::empty, () -> CapacitySnapshot.NONE),
                new Outward(() -> {}, notification -> {}, announcement -> {}),
                EngineDocuments.JSON,
                Duration.ofSeconds(5));
    }

    private void round(boolean panicked) {
        now = now.plusSeconds(1);
        Map<String, Observation> seen = new TreeMap<>();
        Map<String, ComputeHost> cloud = new TreeMap<>();
        for (int i = 1; i <= 8; i++) {
            boolean silent = panicked && i <= 2;
            seen.put(
                    "c-" + i,
                    new Observation(
                            now,
                            silent ? StorageReading.UNREACHABLE : StorageReading.OK,
                            silent ? Liveness.SILENT : Liveness.ALIVE,
                            !silent,
                            PowerObservation.ON,
                            MeterReading.MISSING,
                            MeterReading.MISSING));
            cloud.put("c-" + i, new ComputeHost("c-" + i, true, true, "", false, Optional.empty(), "nova", Set.of()));
        }
        Round round = new Round(now, cloud, seen, Set.of(), Map.of(), Map.of(), Map.of(), true, Optional.empty());
        assertThat(engine.handle(new EngineEvent.Observed(round))).isTrue();
    }

    private void readsOn(String host) {
        Command read = commands.stream()
                .filter(c -> c.kind() == CommandKind.READ_POWER && c.subject().equals(host))
                .reduce((a, b) -> b)
                .orElseThrow();
        IncidentEvent.Answer answer =
                new IncidentEvent.PowerRead(read.id(), new PowerReading.Known(PowerState.ON), now);
        assertThat(engine.handle(new EngineEvent.Answered(host, answer))).isTrue();
    }

    private Incident incident(String host) {
        assertThat(store.of(host)).hasSize(1);
        return store.of(host).get(0);
    }

    private void bothPanic() {
        round(false);
        round(true);
        round(true);
        round(true);
        readsOn("c-1");
        readsOn("c-2");
    }

    @Test
    void theStepIsNotTakenTheIncidentIsHeldAndTheOperatorTold() {
        bothPanic();

        assertThat(ran).doesNotContain("POWER_OFF c-1");
        assertThat(store.unfinishedIntents()).extracting(i -> i.subject()).containsExactly("c-2");
        Incident held = incident("c-1");
        assertThat(held.state()).isEqualTo(IncidentState.FENCING);
        assertThat(held.violation()).hasValueSatisfying(text -> assertThat(text).startsWith("NUMBERING"));
        assertThat(store.mails("incident.rule-broken")).singleElement().satisfies(mail -> {
            assertThat(mail.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(mail.host()).contains("c-1");
            assertThat(mail.body()).contains("NUMBERING", "started again");
        });
    }

    @Test
    void theOtherIncidentsGoOn() {
        bothPanic();

        assertThat(ran).contains("POWER_OFF c-2");
        assertThat(incident("c-2").violation()).isEmpty();
    }

    @Test
    void aHeldIncidentDoesNothingMoreAndIsToldOnce() {
        bothPanic();
        Incident held = incident("c-1");
        for (int i = 0; i < 100; i++) {
            round(true);
            assertThat(engine.handle(new EngineEvent.Ticked())).isTrue();
        }
        assertThat(engine.handle(new EngineEvent.ConfirmedOff("c-1", "alice"))).isTrue();

        assertThat(incident("c-1")).isEqualTo(held);
        assertThat(ran).doesNotContain("POWER_OFF c-1");
        assertThat(store.mails("incident.rule-broken")).hasSize(1);
    }

    @Test
    void aStartOfTheProgramTakesItUpAgain() {
        bothPanic();
        defect.isThere = false;
        leadership.set(OptionalLong.empty());
        round(true);
        store.epoch(2);
        leadership.set(OptionalLong.of(2));
        for (int i = 0; i < 5; i++) {
            round(true);
        }
        assertThat(incident("c-1").violation()).isEmpty();

        readsOn("c-1");

        assertThat(ran).contains("POWER_OFF c-1");
    }

    @Test
    void aDefectThatIsStillThereHoldsItAgain() {
        bothPanic();
        leadership.set(OptionalLong.empty());
        round(true);
        store.epoch(2);
        leadership.set(OptionalLong.of(2));
        for (int i = 0; i < 5; i++) {
            round(true);
        }
        readsOn("c-1");

        assertThat(incident("c-1").violation()).isPresent();
        assertThat(ran).doesNotContain("POWER_OFF c-1");
    }
}
