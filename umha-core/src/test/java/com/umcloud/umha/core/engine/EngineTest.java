package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
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
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.ReturnConfig;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EngineTest {
    private Instant now = Instant.parse("2026-05-05T00:00:00Z");
    private final List<Command> commands = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final MemoryIncidentStore store = new MemoryIncidentStore(new Journal());
    private final Engine engine = engine();

    private Engine engine() {
        ValveConfig valve = new ValveConfig(2, 2);
        SafetyConfig safety = SafetyConfig.ACTING.withTimes(Duration.ofMinutes(1), Duration.ofHours(1));
        Duration second = Duration.ofSeconds(1);
        RecoveryConfig recovery = new RecoveryConfig(
                5,
                second,
                true,
                false,
                second,
                second,
                second,
                second,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                4,
                second,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                new ReturnConfig(Duration.ofMinutes(3), true, false),
                SelectionConfig.EVERYTHING,
                PlacementConfig.SCHEDULER);
        IncidentMachine machine = new IncidentMachine(recovery, second, false);
        RoundJudge judge = new RoundJudge(
                new Assessor(
                        new AssessmentConfig(valve, valve, valve, valve, MeterFaultConfig.OFF, MeterFaultConfig.OFF)),
                safety,
                machine,
                new SignalMemory(new MemoryHostStore()),
                host -> Optional.of("bmc-" + host),
                "controller");
        return new Engine(
                store,
                store.operators,
                machine,
                judge,
                new Teller(List.of("mail"), Duration.ofHours(1)),
                new SettableLeadership(),
                (host, command) -> commands.add(command),
                () -> now,
                new CloudView(recovery, Optional::empty, () -> CapacitySnapshot.NONE),
                new Outward(() -> {}, notification -> {}, announcement -> {
                    told.add(announcement.announcement().kind().kind());
                    throw new IllegalStateException("a narrator with a defect");
                }),
                EngineDocuments.JSON,
                Duration.ofSeconds(5));
    }

    private void round(boolean panicked) {
        now = now.plusSeconds(1);
        Map<String, Observation> seen = new TreeMap<>();
        Map<String, ComputeHost> cloud = new TreeMap<>();
        for (int i = 1; i <= 4; i++) {
            boolean silent = panicked && i == 1;
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

    /** The host has failed and its power reads on; nobody knows whether what follows from that was written. */
    private IncidentEvent.Answer powerReadsOnInAStepWithoutAnswer() {
        round(false);
        round(true);
        round(true);
        round(true);
        Command.ReadPower read = last(Command.ReadPower.class);
        store.losesAnswers(true);
        IncidentEvent.Answer on = new IncidentEvent.PowerRead(read.id(), new PowerReading.Known(PowerState.ON), now);
        assertThat(engine.handle(new EngineEvent.Answered("c-1", on))).isFalse();
        return on;
    }

    private <T extends Command> T last(Class<T> kind) {
        List<T> ofKind =
                commands.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(ofKind).isNotEmpty();
        return ofKind.get(ofKind.size() - 1);
    }

    private void answer(IncidentEvent.Answer answer) {
        assertThat(engine.handle(new EngineEvent.Answered("c-1", answer))).isTrue();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        assertThat(engine.handle(new EngineEvent.Ticked())).isTrue();
    }

    private Incident incident() {
        assertThat(store.of("c-1")).hasSize(1);
        return store.of("c-1").get(0);
    }

    /** Brings the host to the point where its power was cut and is about to be read back. */
    private Command.ReadPower cutAndRead() {
        round(false);
        round(true);
        round(true);
        round(true);
        Command.ReadPower first = last(Command.ReadPower.class);
        answer(new IncidentEvent.PowerRead(first.id(), new PowerReading.Known(PowerState.ON), now));
        Command.PowerOff off = last(Command.PowerOff.class);
        answer(new IncidentEvent.PowerOffAnswered(off.id(), new PowerCommandResult.Accepted(), now));
        pass(Duration.ofSeconds(1));
        return last(Command.ReadPower.class);
    }

    @Test
    void aNarratorThatThrowsCostsNoCommand() {
        round(false);
        round(true);
        round(true);
        round(true);

        assertThat(told).contains("incident.fencing");
        assertThat(commands)
                .extracting(Command::kind)
                .containsExactly(CommandKind.READ_POWER, CommandKind.LIST_INSTANCES);
    }

    @Test
    void aReadingThatBeganBeforeTheNewestSignOfLifeIsTakenAgain() {
        Command.ReadPower read = cutAndRead();
        Instant began = now;
        now = now.plusSeconds(2);
        engine.handle(new EngineEvent.Heard("c-1", now));
        answer(new IncidentEvent.PowerRead(read.id(), new PowerReading.Known(PowerState.OFF), began));
        assertThat(incident().state()).isEqualTo(IncidentState.FENCING);

        pass(Duration.ofSeconds(2));
        Command.ReadPower again = last(Command.ReadPower.class);
        assertThat(again.id()).isNotEqualTo(read.id());
        answer(new IncidentEvent.PowerRead(again.id(), new PowerReading.Known(PowerState.OFF), now));

        assertThat(incident().state()).isEqualTo(IncidentState.VERIFYING);
    }

    @Test
    void whatWasIntendedByAStepWithoutAnswerIsClosedWhenTheStepIsDecidedOtherwise() {
        powerReadsOnInAStepWithoutAnswer();
        assertThat(store.unfinishedIntents()).extracting(IntentRow::command).containsExactly("POWER_OFF");

        store.losesAnswers(false);
        round(false);

        assertThat(incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(commands).extracting(Command::kind).doesNotContain(CommandKind.POWER_OFF);
        assertThat(store.unfinishedIntents()).isEmpty();
    }

    @Test
    void whatWasIntendedByAStepWithoutAnswerIsDoneOnceWhenTheStepIsDecidedAgain() {
        IncidentEvent.Answer on = powerReadsOnInAStepWithoutAnswer();

        store.losesAnswers(false);
        answer(on);

        String cut = last(Command.PowerOff.class).id();
        assertThat(store.unfinishedIntents()).extracting(IntentRow::id).containsExactly(cut);
        answer(new IncidentEvent.PowerOffAnswered(cut, new PowerCommandResult.Accepted(), now));
        assertThat(store.unfinishedIntents()).isEmpty();
    }

    @Test
    void anEventThatMeetsADefectDoesNotLeaveTheIncidentWaitingForEver() {
        Command.ReadPower read = cutAndRead();
        answer(new IncidentEvent.PowerRead(read.id(), new PowerReading.Known(PowerState.OFF), null));
        int issued = commands.size();
        pass(Duration.ofSeconds(1));
        assertThat(commands).hasSize(issued);

        pass(Engine.DEFECT_PAUSE);

        assertThat(last(Command.ReadPower.class).id()).isNotEqualTo(read.id());
    }

    @Test
    void anIncidentThatCannotBeReadKeepsNobodyElseWaiting() {
        store.put(new IncidentRow(
                "broken", "c-1", "FENCING", "PANICKED", true, now, now, "{\"state\":\"FROM_THE_FUTURE\"}"));
        round(false);
        round(true);
        round(true);
        round(true);

        assertThat(engine.hasIncident("c-1")).isTrue();
        assertThat(commands).isEmpty();
        assertThat(store.mails("incident.held"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.body()).contains("block_period"));
    }

    @Test
    void hostsThatTheCloudCannotDoWithoutAreMailedOnce() {
        round(false);
        Map<String, String> shortages = Map.of("c-2", "3 of 4 instances would find room; missing for web-1");

        assertThat(engine.handle(new EngineEvent.Forecasted(4, Map.of()))).isTrue();
        assertThat(store.mails("capacity.short")).isEmpty();
        assertThat(engine.handle(new EngineEvent.Forecasted(4, shortages))).isTrue();
        assertThat(engine.handle(new EngineEvent.Forecasted(4, shortages))).isTrue();

        assertThat(store.mails("capacity.short"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.body())
                        .contains("c-2: 3 of 4 instances would find room; missing for web-1")
                        .contains("reserved_hosts"));
    }
}
