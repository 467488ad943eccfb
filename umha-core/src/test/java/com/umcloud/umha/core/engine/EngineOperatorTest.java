package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
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
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.ReturnConfig;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.judgement.JudgementJson;
import com.umcloud.umha.core.observation.OperatorView;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.Telling;
import com.umcloud.umha.core.store.fixture.MemoryOperatorStore;
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

/** Operators' words on their way from the tables to their effect. */
class EngineOperatorTest {
    private static final Telling TOLD = new Telling(
            new LogRow(Instant.EPOCH, Severity.WARNING, Optional.empty(), Optional.empty(), "operator", "said"),
            List.of());

    private Instant now = Instant.parse("2026-05-05T00:00:00Z");
    private final List<Command> commands = new ArrayList<>();
    private final MemoryIncidentStore store = new MemoryIncidentStore(new Journal());
    private final MemoryOperatorStore operators = store.operators;
    private final MemoryHostStore hosts = new MemoryHostStore();
    private final SettableLeadership leadership = new SettableLeadership();
    private Engine engine = engine();
    private int words;

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
                new SignalMemory(hosts),
                host -> Optional.of("bmc-" + host),
                "controller");
        return new Engine(
                store,
                operators,
                machine,
                judge,
                new Teller(List.of("mail"), Duration.ofHours(1)),
                leadership,
                (host, command) -> commands.add(command),
                () -> now,
                new CloudView(recovery, Optional::empty, () -> CapacitySnapshot.NONE),
                new Outward(() -> {}, notification -> {}, told -> {}),
                EngineDocuments.JSON,
                Duration.ofSeconds(5));
    }

    /** One observation of six hosts, of which the first so many are silent, with what the tables say. */
    private boolean round(int silent) {
        return observe(seen(silent, new OperatorView.Said(operators.standingOrders(), operators.waitingWords())));
    }

    private boolean observe(Round round) {
        return engine.handle(new EngineEvent.Observed(round));
    }

    private Round seen(int silentHosts, OperatorView.Said said) {
        now = now.plusSeconds(1);
        Map<String, Observation> seen = new TreeMap<>();
        Map<String, ComputeHost> cloud = new TreeMap<>();
        for (int i = 1; i <= 6; i++) {
            boolean silent = i <= silentHosts;
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
        return new Round(
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
                Optional.empty(),
                said);
    }

    private void rounds(int count, int silent) {
        for (int i = 0; i < count; i++) {
            assertThat(round(silent)).isTrue();
        }
    }

    private String say(OperatorWord.Kind kind, String subject) {
        String id = "w" + ++words;
        operators.say(new OperatorWord(
                id, kind, subject, Optional.empty(), "alice", "a reason", true, now, Optional.empty()));
        return id;
    }

    private OperatorWord.Outcome outcome(String word) {
        return operators.word(word).orElseThrow().outcome().orElseThrow();
    }

    private Incident incident(String host) {
        List<Incident> all = store.of(host);
        assertThat(all).isNotEmpty();
        return all.get(all.size() - 1);
    }

    private HostJudgement judgement(String host) {
        return JudgementJson.read(host, operators.judgement(host).orElseThrow().document());
    }

    private HostJudgement.GateSaid said(String host, Gate gate) {
        return judgement(host).gates().stream()
                .filter(g -> g.gate() == gate)
                .findFirst()
                .orElseThrow();
    }

    private long cuts() {
        return commands.stream().filter(c -> c.kind() == CommandKind.READ_POWER).count();
    }

    @Test
    void aHostInMaintenanceIsLeftAloneUntilItsTimeIsOverAndThatIsToldOnce() {
        operators.beginMaintenance(
                new Maintenance("c-1", "alice", "new memory", now, Optional.of(now.plusSeconds(20))), TOLD);
        rounds(1, 0);
        rounds(10, 1);
        assertThat(store.all()).isEmpty();
        assertThat(store.mails("host.exempt"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.body()).contains("alice", "new memory"));
        assertThat(judgement("c-1").ruling()).isEqualTo(Ruling.EXEMPT);

        rounds(15, 1);
        assertThat(store.mails("maintenance.expired")).hasSize(1);
        assertThat(operators.standingOrders().maintenance()).isEmpty();
        assertThat(incident("c-1").state()).isEqualTo(IncidentState.FENCING);
    }

    @Test
    void hostsInMaintenanceDoNotCountAsAMassFailure() {
        for (String host : List.of("c-1", "c-2", "c-3")) {
            operators.beginMaintenance(new Maintenance(host, "alice", "rack 4", now, Optional.empty()), TOLD);
        }
        rounds(1, 0);
        rounds(4, 4);
        assertThat(incident("c-4").state()).isEqualTo(IncidentState.FENCING);
        assertThat(store.of("c-1")).isEmpty();
    }

    @Test
    void disarmedEverythingIsDecidedAndToldAndArmedItIsDone() {
        operators.arm(new Arming(false, false, "bob", "storage upgrade", now), TOLD);
        rounds(1, 0);
        rounds(5, 1);
        assertThat(incident("c-1").state()).isEqualTo(IncidentState.HELD);
        assertThat(store.mails("incident.held"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.body()).contains("bob", "storage upgrade"));
        assertThat(commands).isEmpty();

        operators.arm(new Arming(true, false, "bob", "", now), TOLD);
        rounds(1, 1);
        assertThat(incident("c-1").state()).isEqualTo(IncidentState.FENCING);
    }

    @Test
    void aProcessorThatTakesOverKnowsThatItIsDisarmedBeforeItsFirstObservation() {
        rounds(1, 0);
        rounds(3, 1);
        operators.arm(new Arming(false, false, "bob", "", now), TOLD);
        engine = engine();
        commands.clear();
        now = now.plusSeconds(1);
        assertThat(engine.handle(new EngineEvent.Ticked())).isTrue();
        now = now.plusSeconds(60);
        assertThat(engine.handle(new EngineEvent.Ticked())).isTrue();
        assertThat(commands).noneMatch(c -> c.kind().changesTheWorld());
    }

    @Test
    void aCancelledIncidentIsClosedAndItsHostIsLeftAlone() {
        rounds(1, 0);
        rounds(3, 4);
        Incident held = incident("c-1");
        assertThat(held.state()).isEqualTo(IncidentState.HELD);
        String word = say(OperatorWord.Kind.CANCEL_INCIDENT, held.id());
        rounds(10, 4);
        assertThat(outcome(word).accepted()).isTrue();
        assertThat(incident("c-1").id()).isEqualTo(held.id());
        assertThat(incident("c-1").state()).isEqualTo(IncidentState.CLOSED);
        assertThat(operators.standingOrders().maintenance().get("c-1"))
                .satisfies(m -> assertThat(m.reason()).contains(held.id()));
        assertThat(store.mails("operator.cancel-incident"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.body()).contains("alice", "a reason", "left alone until"));
    }

    @Test
    void whatWasReadBeforeACancellationDoesNotOpenTheIncidentAgain() {
        rounds(1, 0);
        rounds(3, 4);
        OperatorView.Said before = new OperatorView.Said(operators.standingOrders(), List.of());
        say(OperatorWord.Kind.CANCEL_INCIDENT, incident("c-1").id());
        rounds(1, 4);
        for (int i = 0; i < 5; i++) {
            observe(seen(4, before));
        }
        assertThat(store.of("c-1")).hasSize(1);
    }

    @Test
    void theBreakerLetsHostsGoOnWithinTheBudgetUntilItIsCalm() {
        rounds(1, 0);
        String early = say(OperatorWord.Kind.ALLOW_BREAKER, "");
        rounds(1, 0);
        assertThat(outcome(early).accepted()).isFalse();
        rounds(3, 5);
        assertThat(commands).isEmpty();

        String word = say(OperatorWord.Kind.ALLOW_BREAKER, "");
        rounds(2, 5);
        assertThat(outcome(word).accepted()).isTrue();
        assertThat(store.all())
                .filteredOn(i -> i.state() == IncidentState.FENCING)
                .hasSize(3);
        assertThat(said("c-5", Gate.BUDGET).ruling()).isEqualTo(Ruling.HOLD);

        rounds(70, 0);
        assertThat(operators.standingOrders().breaker()).isEmpty();
        assertThat(store.mails("breaker.calm")).hasSize(1);
    }

    @Test
    void aHostThatWasFencedIsFencedAgainWhenThatIsAcknowledged() {
        store.put(new IncidentRow("broken", "c-1", "FENCING", "PANICKED", true, now, now, "{"));
        rounds(1, 0);
        rounds(4, 1);
        assertThat(incidentOpenedFor("c-1").state()).isEqualTo(IncidentState.HELD);
        assertThat(said("c-1", Gate.BLOCK_PERIOD).ruling()).isEqualTo(Ruling.HOLD);
        String other = say(OperatorWord.Kind.ACKNOWLEDGE_HOST, "c-2");
        String word = say(OperatorWord.Kind.ACKNOWLEDGE_HOST, "c-1");
        rounds(2, 1);
        assertThat(outcome(other).accepted()).isFalse();
        assertThat(outcome(word).accepted()).isTrue();
        assertThat(incidentOpenedFor("c-1").state()).isEqualTo(IncidentState.FENCING);
    }

    private Incident incidentOpenedFor(String host) {
        return store.openIncidents().stream()
                .filter(row -> row.host().equals(host) && !row.id().equals("broken"))
                .map(row -> IncidentJson.read(row.id(), row.document()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWordIsRefusedWhereNothingWaitsForItAndThatIsTold() {
        rounds(1, 0);
        String off = say(OperatorWord.Kind.CONFIRM_OFF, "c-1");
        String cancel = say(OperatorWord.Kind.CANCEL_INCIDENT, "nothing");
        String release = say(OperatorWord.Kind.RELEASE_INSTANCE, "nothing");
        rounds(1, 0);
        for (String word : List.of(off, cancel, release)) {
            assertThat(outcome(word).accepted()).isFalse();
            assertThat(outcome(word).text()).contains("no open incident");
        }
        assertThat(store.mails("operator.confirm-off"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.title()).contains("alice", "c-1", "refused"));
    }

    @Test
    void aWordAboutAnIncidentThatIsOverIsRefused() {
        rounds(1, 0);
        rounds(3, 1);
        operators.say(new OperatorWord(
                "w",
                OperatorWord.Kind.CONFIRM_OFF,
                "c-1",
                Optional.of("another"),
                "alice",
                "",
                false,
                now,
                Optional.empty()));
        rounds(1, 1);
        assertThat(outcome("w").accepted()).isFalse();
        assertThat(incident("c-1").fencing().confirmedBy()).isEmpty();
    }

    @Test
    void aWordThatWasSaidTooLongAgoIsRefused() {
        rounds(1, 0);
        rounds(3, 1);
        String word = say(OperatorWord.Kind.CONFIRM_OFF, "c-1");
        now = now.plus(Duration.ofSeconds(45));
        rounds(1, 1);
        assertThat(outcome(word).accepted()).isFalse();
        assertThat(outcome(word).text()).contains("too long ago");
    }

    @Test
    void aConfirmationWhoseCommitHasNoAnswerHasItsEffectOnceAndIsNotLost() {
        rounds(1, 0);
        rounds(3, 1);
        String word = say(OperatorWord.Kind.CONFIRM_OFF, "c-1");
        store.losesAnswers(true);
        assertThat(round(1)).isFalse();
        assertThat(engine.handle(new EngineEvent.Ticked())).isFalse();
        store.losesAnswers(false);
        assertThat(outcome(word).accepted()).isTrue();
        now = now.plusSeconds(1);
        assertThat(engine.handle(new EngineEvent.Ticked())).isTrue();
        rounds(3, 1);
        assertThat(incident("c-1").fencing().confirmedBy()).isEqualTo("alice");
    }

    @Test
    void aWordThatTheProcessorBeforeHasHeardIsNotFollowedAgain() {
        rounds(1, 0);
        rounds(3, 4);
        Incident held = incident("c-1");
        OperatorView.Said before;
        String word = say(OperatorWord.Kind.CONFIRM_OFF, "c-1");
        before = new OperatorView.Said(operators.standingOrders(), operators.waitingWords());
        rounds(1, 4);
        assertThat(outcome(word).accepted()).isTrue();
        long mails = store.mails("operator.confirm-off").size();

        leadership.set(OptionalLong.of(2));
        store.epoch(2);
        engine = engine();
        observe(seen(4, before));
        rounds(2, 4);
        assertThat(store.mails("operator.confirm-off")).hasSize((int) mails);
        assertThat(incident("c-1").id()).isEqualTo(held.id());
    }

    @Test
    void aWithdrawnWordIsNotFollowed() {
        rounds(1, 0);
        rounds(3, 4);
        String word = say(OperatorWord.Kind.CANCEL_INCIDENT, incident("c-1").id());
        OperatorView.Said before = new OperatorView.Said(operators.standingOrders(), operators.waitingWords());
        assertThat(operators.withdraw(word, now)).isTrue();
        observe(seen(4, before));
        rounds(2, 4);
        assertThat(incident("c-1").state()).isEqualTo(IncidentState.HELD);
        assertThat(store.mails("operator.cancel-incident")).isEmpty();
    }

    @Test
    void judgementsAreWrittenWhenSomethingChangesAndOnceAMinute() {
        rounds(3, 0);
        Instant first = operators.judgement("c-2").orElseThrow().judgedAt();
        rounds(20, 0);
        assertThat(operators.judgement("c-2").orElseThrow().judgedAt()).isEqualTo(first);
        assertThat(judgement("c-2").well()).isTrue();
        rounds(60, 0);
        assertThat(operators.judgement("c-2").orElseThrow().judgedAt()).isAfter(first);
    }

    @Test
    void sinceWhenAGateHoldsIsKnownAlsoAfterATakeover() {
        rounds(3, 0);
        rounds(3, 4);
        HostJudgement.GateSaid breaker = said("c-1", Gate.BREAKER);
        assertThat(breaker.ruling()).isEqualTo(Ruling.HOLD);
        engine = engine();
        rounds(8, 4);
        assertThat(said("c-1", Gate.BREAKER).since()).isEqualTo(breaker.since());
        assertThat(judgement("c-1").incidentId()).isPresent();
        assertThat(cuts()).isZero();
    }
}
