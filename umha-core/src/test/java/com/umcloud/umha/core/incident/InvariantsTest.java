package com.umcloud.umha.core.incident;

import static com.umcloud.umha.core.incident.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.GateResult;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule is shown to be broken by a step that a defect might decide on, and by it alone to be let through otherwise. */
class InvariantsTest {
    private final RecoveryConfig config = IncidentStory.recovery(new ReturnConfig(Duration.ofMinutes(3), true, true));
    private final Invariants invariants = new Invariants(config);

    private IncidentStory story() {
        IncidentStory story = new IncidentStory().withInstances(3).panics();
        story.config = config;
        story.incidentOpens().goesOnUntil(IncidentState.RECOVERED).goesOn(10);
        return story;
    }

    private IncidentStory.Step issued(CommandKind kind) {
        return story().firstIssue(kind);
    }

    private List<Invariant> broken(IncidentStory.Step step) {
        return broken(step, Surroundings.ALONE);
    }

    private List<Invariant> broken(IncidentStory.Step step, Surroundings surroundings) {
        return invariants
                .violatedBy(
                        Optional.of(step.before()),
                        Optional.of(step.event()),
                        surroundings,
                        step.transition(),
                        step.at())
                .stream()
                .map(Violation::invariant)
                .toList();
    }

    private static IncidentStory.Step after(IncidentStory.Step step, UnaryOperator<Incident> defect) {
        Transition decided = step.transition();
        return with(
                step,
                "transition",
                new Transition(defect.apply(decided.incident()), decided.commands(), decided.announcements()));
    }

    private static IncidentStory.Step before(IncidentStory.Step step, UnaryOperator<Incident> defect) {
        return with(step, "before", defect.apply(step.before()));
    }

    private static IncidentStory.Step commanding(IncidentStory.Step step, List<Command> commands) {
        Transition decided = step.transition();
        return with(step, "transition", new Transition(decided.incident(), commands, decided.announcements()));
    }

    /** One command in place of the first, written down like it. */
    private static IncidentStory.Step commandingInstead(IncidentStory.Step step, UnaryOperator<Command> defect) {
        List<Command> commands = new ArrayList<>(step.transition().commands());
        commands.set(0, defect.apply(commands.get(0)));
        return commanding(step, commands);
    }

    private static UnaryOperator<Incident> firstInstance(UnaryOperator<InstanceRecovery> defect) {
        return incident -> {
            List<InstanceRecovery> instances = new ArrayList<>(incident.instances());
            instances.set(0, defect.apply(instances.get(0)));
            return with(incident, "instances", instances);
        };
    }

    private static UnaryOperator<Incident> in(InstanceState state) {
        return firstInstance(i -> with(i, "state", state));
    }

    private static UnaryOperator<Incident> fencing(UnaryOperator<Fencing> defect) {
        return incident -> with(incident, "fencing", defect.apply(incident.fencing()));
    }

    private static Command.Evacuate evacuate(Command command) {
        return (Command.Evacuate) command;
    }

    /** A step that breaks the rule. */
    private IncidentStory.Step breaking(Invariant invariant) {
        IncidentStory.Step asks = issued(CommandKind.EVACUATE);
        return switch (invariant) {
            case IDENTITY -> before(asks, i -> with(i, "openedAt", i.openedAt().minusSeconds(1)));
            case INCIDENT_STATE -> before(asks, i -> with(i, "state", IncidentState.VERIFYING));
            case INSTANCE_STATE -> before(asks, in(InstanceState.STOPPING));
            case INSTANCE_FORGOTTEN ->
                after(
                        asks,
                        i -> with(
                                i,
                                "instances",
                                i.instances().subList(0, i.instances().size() - 1)));
            case OUTCOME_CHANGED -> before(asks, in(InstanceState.EXCLUDED));
            case RECOVERED_TOO_EARLY -> after(asks, i -> with(i, "state", IncidentState.RECOVERED));
            case CLOSED_ACTS -> after(asks, i -> with(i, "state", IncidentState.CLOSED));
            case FENCED_WITHOUT_VERDICT -> before(asks, i -> with(i, "state", IncidentState.HELD));
            case NUMBERING -> before(asks, i -> with(i, "sequence", i.sequence() - 1));
            case NOT_WRITTEN_DOWN -> after(asks, i -> with(i, "underWay", List.of()));
            case OUT_OF_PLACE ->
                commandingInstead(
                        asks, c -> new Command.PowerOff(c.id(), FakeHost.NAME, false, Optional.empty(), Set.of()));
            case TWO_CALLS ->
                after(asks, i -> {
                    List<PendingCommand> underWay = new ArrayList<>(i.underWay());
                    underWay.add(new PendingCommand("i1/0", CommandKind.STOP_INSTANCE, "vm-1"));
                    return with(i, "underWay", underWay);
                });
            case CALL_WITHOUT_STATE -> after(asks, in(InstanceState.PENDING));
            case WITHOUT_PROOF -> with(asks, "at", asks.at().plusSeconds(6));
            case WHILE_MOVING -> whileMoving(asks);
            case TOO_MANY_CALLS -> asks;
            case SWITCHED_ON_TOO_EARLY -> after(issued(CommandKind.POWER_ON), in(InstanceState.WAITING));
        };
    }

    private static IncidentStory.Step whileMoving(IncidentStory.Step asks) {
        Migration unfinished = new Migration(
                "m1",
                "vm-1",
                MigrationType.LIVE_MIGRATION,
                MigrationState.UNFINISHED,
                "running",
                FakeHost.NAME,
                Optional.of("node-3"),
                asks.at(),
                asks.at());
        IncidentEvent seen =
                new IncidentEvent.InstancesSeen("i1/0", List.of(), List.of(unfinished), Set.of(), Map.of());
        IncidentStory.Step waited = before(
                asks, i -> with(i, "underWay", List.of(new PendingCommand("i1/0", CommandKind.LOOK, FakeHost.NAME))));
        return with(waited, "event", seen);
    }

    @ParameterizedTest
    @EnumSource(Invariant.class)
    void aStepThatBreaksARuleIsFound(Invariant invariant) {
        Surroundings crowded = new Surroundings(Optional.of(Set.of()), List.of(), "", Set.of(), List.of());
        boolean crowd = invariant == Invariant.TOO_MANY_CALLS;
        assertThat(broken(breaking(invariant), crowd ? crowded : Surroundings.ALONE))
                .contains(invariant);
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"POWER_OFF", "PROBE_WITNESSES", "ISOLATE", "LOOK", "EVACUATE", "LIST_INSTANCES", "POWER_ON"})
    void theSameStepAsItWasDecidedBreaksNothing(CommandKind kind) {
        assertThat(broken(issued(kind))).isEmpty();
    }

    @Test
    void aProofThatDoesNotHoldIsNone() {
        IncidentStory.Step asks = issued(CommandKind.EVACUATE);
        assertThat(broken(after(asks, fencing(Fencing::refuted)))).contains(Invariant.WITHOUT_PROOF);
        assertThat(broken(after(
                        asks,
                        fencing(f -> f.knowing(
                                f.evidence().sign(f.proofAt().orElseThrow().plusSeconds(1)))))))
                .as("a sign of life came after it")
                .contains(Invariant.WITHOUT_PROOF);
        assertThat(broken(after(asks, fencing(f -> f.proven(asks.at().plusSeconds(1))))))
                .as("it is from the future")
                .contains(Invariant.WITHOUT_PROOF);
        assertThat(broken(commandingInstead(
                        asks,
                        c -> new Command.Evacuate(
                                c.id(), evacuate(c).request(), asks.at().plusSeconds(60)))))
                .as("it is used for longer than it may be")
                .contains(Invariant.WITHOUT_PROOF);
        IncidentStory.Step isolates = issued(CommandKind.ISOLATE);
        assertThat(broken(after(isolates, fencing(Fencing::refuted)))).contains(Invariant.WITHOUT_PROOF);
    }

    @Test
    void anEvacuationIsOfThisHostAndToAnotherOne() {
        IncidentStory.Step asks = issued(CommandKind.EVACUATE);
        assertThat(broken(commandingInstead(asks, c -> evacuation(evacuate(c), "node-8", Optional.empty()))))
                .contains(Invariant.OUT_OF_PLACE);
        assertThat(broken(commandingInstead(
                        asks, c -> evacuation(evacuate(c), FakeHost.NAME, Optional.of(FakeHost.NAME)))))
                .contains(Invariant.OUT_OF_PLACE);
    }

    private static Command evacuation(Command.Evacuate as, String source, Optional<String> to) {
        return new Command.Evacuate(
                as.id(),
                new EvacuationRequest(
                        as.request().instanceId(), source, as.request().disk(), to),
                as.notAfter());
    }

    @Test
    void aNumberIsUsedOnce() {
        IncidentStory.Step asks = issued(CommandKind.EVACUATE);
        List<Command> twice = new ArrayList<>(asks.transition().commands());
        twice.add(twice.get(0));
        assertThat(broken(commanding(asks, twice))).contains(Invariant.NUMBERING);
    }

    @Test
    void anInstanceThatIsAskingWithoutACallWouldBeForgotten() {
        IncidentStory.Step asks = issued(CommandKind.EVACUATE);
        List<Command> fewer = asks.transition()
                .commands()
                .subList(1, asks.transition().commands().size());
        assertThat(broken(commanding(asks, fewer))).contains(Invariant.CALL_WITHOUT_STATE, Invariant.NUMBERING);
    }

    @Test
    void moreCallsThanSlotsAreTooMany() {
        RecoveryConfig few = with(config, "concurrentEvacuations", 1);
        IncidentStory.Step asks = issued(CommandKind.EVACUATE);
        assertThat(new Invariants(few)
                        .violatedBy(
                                Optional.of(asks.before()),
                                Optional.of(asks.event()),
                                Surroundings.ALONE,
                                asks.transition(),
                                asks.at()))
                .extracting(Violation::invariant)
                .contains(Invariant.TOO_MANY_CALLS);
    }

    @Test
    void aHostIsFencedByAnAssessmentThatNoGateStopsOnly() {
        FakeHost host = new FakeHost();
        host.running = false;
        Instant now = Instant.parse("2026-03-01T08:00:00Z");
        IncidentMachine machine = new IncidentMachine(config, IncidentStory.INTERVAL, false);
        SafetyVerdict open = new SafetyVerdict(List.of());
        Transition opened = machine.open("i1", host.assessed(now), open, host.listed(true), now);
        SafetyVerdict breaker = new SafetyVerdict(List.of(new GateResult(Gate.BREAKER, Ruling.HOLD, "mass failure")));

        assertThat(ofOpening(host, open, opened, now)).isEmpty();
        assertThat(ofOpening(host, breaker, opened, now)).containsExactly(Invariant.FENCED_WITHOUT_VERDICT);
        assertThat(ofOpening(
                        host,
                        breaker,
                        new Transition(
                                fencing(f -> f.confirmed("alice", now)).apply(opened.incident()),
                                opened.commands(),
                                List.of()),
                        now))
                .as("a named operator's word opens the breaker")
                .isEmpty();
    }

    private List<Invariant> ofOpening(FakeHost host, SafetyVerdict verdict, Transition opened, Instant now) {
        IncidentEvent event = new IncidentEvent.Assessed(
                host.assessed(now), verdict, new ServiceSeen(true, Optional.empty()), host.listed(true));
        return invariants.violatedBy(Optional.empty(), Optional.of(event), Surroundings.ALONE, opened, now).stream()
                .map(Violation::invariant)
                .toList();
    }
}
