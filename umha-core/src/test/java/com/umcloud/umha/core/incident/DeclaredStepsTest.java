package com.umcloud.umha.core.incident;

import static com.umcloud.umha.core.incident.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one look shows leads every instance where it is declared to, whatever it was waiting for. */
class DeclaredStepsTest {
    private static final String VM = "vm-1";
    private static final Optional<String> HERE = Optional.of(FakeHost.NAME);
    private static final Optional<String> THERE = Optional.of("node-9");
    private static final Optional<String> NO_TASK = Optional.empty();
    private static final List<InstanceState> LOOKED_AT = Arrays.stream(InstanceState.values())
            .filter(s -> !s.isOver() && !s.isAsking())
            .toList();
    private static final List<InstanceState> ASKED_FOR =
            List.of(InstanceState.UNRESOLVED, InstanceState.RUNNING, InstanceState.VERIFYING, InstanceState.TO_STOP);
    private static final Map<String, Optional<Instant>> NOT_ASKED = Map.of();
    private static final Map<String, Optional<Instant>> NOTHING_DONE = Map.of(VM, Optional.empty());

    private final IncidentStory story = story();
    private Duration askedAgo = Duration.ofMinutes(10);

    private static IncidentStory story() {
        IncidentStory story =
                new IncidentStory().withInstance(VM, InstanceStatus.SHUTOFF).losesPower();
        story.config = IncidentStory.resetting(InstanceStatus.PAUSED);
        return story.incidentOpens().goesOnUntil(IncidentState.EVACUATING);
    }

    /** One that was stopped and asked for once, in that state while a look is under way. */
    private Incident in(InstanceState state) {
        InstanceRecovery instance = with(story.instance(VM), "state", state);
        instance = with(instance, "attempts", 1);
        instance = with(instance, "askedAt", Optional.of(story.now().minus(askedAgo)));
        instance = with(instance, "notBefore", Optional.empty());
        Incident incident = with(story.incident(), "instances", List.of(instance));
        incident = with(incident, "listed", true);
        incident = with(incident, "underWay", List.of(new PendingCommand("i1/0", lookAt(state), FakeHost.NAME)));
        return with(incident, "fencing", incident.fencing().refuted());
    }

    /** One whose evacuation has ended is looked at by a command of its own. */
    private static CommandKind lookAt(InstanceState state) {
        return state == InstanceState.VERIFYING ? CommandKind.VERIFY : CommandKind.LOOK;
    }

    private static Instance seen(Optional<String> host, InstanceStatus status, Optional<String> task) {
        return new Instance(
                VM, VM, host, status, task, InstanceDisk.VOLUME, false, Map.of(), Flavor.UNKNOWN, Map.of(), "");
    }

    private Migration record(MigrationType type, MigrationState state) {
        return new Migration("m1", VM, type, state, state.name(), FakeHost.NAME, THERE, story.now(), story.now());
    }

    private void leads(
            InstanceState from,
            InstanceState to,
            List<Instance> instances,
            List<Migration> migrations,
            Map<String, Optional<Instant>> lastActions) {
        Incident before = in(from);
        IncidentMachine machine = new IncidentMachine(story.config, IncidentStory.INTERVAL, false);
        IncidentEvent event = new IncidentEvent.InstancesSeen("i1/0", instances, migrations, Set.of(VM), lastActions);
        Surroundings crowded = new Surroundings(Optional.of(Set.of()), List.of(), "", Set.of(), List.of());
        Transition transition = machine.apply(before, event, crowded, story.now());
        InstanceState reached = transition.incident().instances().get(0).state();
        boolean stopsAtOnce = to == InstanceState.TO_STOP && reached == InstanceState.STOPPING;
        assertThat(stopsAtOnce ? to : reached).as("from %s", from).isEqualTo(to);
        assertThat(new Invariants(story.config)
                        .violatedBy(Optional.of(before), Optional.of(event), crowded, transition, story.now()))
                .isEmpty();
        ReachedStates.ofThisThread().led(before, transition.incident());
    }

    private void fromAll(InstanceState to, List<Instance> instances, Migration... migrations) {
        LOOKED_AT.stream()
                .filter(from -> from != to)
                .forEach(from -> leads(from, to, instances, List.of(migrations), NOT_ASKED));
    }

    @Test
    void whatItsRecordSays() {
        List<Instance> here = List.of(seen(HERE, InstanceStatus.SHUTOFF, NO_TASK));
        fromAll(InstanceState.RUNNING, here, record(MigrationType.EVACUATION, MigrationState.UNFINISHED));
        fromAll(InstanceState.HELD, here, record(MigrationType.LIVE_MIGRATION, MigrationState.UNFINISHED));
    }

    @Test
    void whereItIs() {
        fromAll(InstanceState.VERIFYING, List.of(seen(THERE, InstanceStatus.ACTIVE, Optional.of("spawning"))));
        fromAll(InstanceState.TO_STOP, List.of(seen(THERE, InstanceStatus.ACTIVE, NO_TASK)));
        fromAll(InstanceState.RECOVERED, List.of(seen(THERE, InstanceStatus.SHUTOFF, NO_TASK)));
        fromAll(InstanceState.EXCLUDED, List.of(seen(THERE, InstanceStatus.ERROR, NO_TASK)));
        fromAll(InstanceState.GONE, List.of());
    }

    @Test
    void whatWasAskedForHasFailedOrLeftNoTrace() {
        List<Instance> here = List.of(seen(HERE, InstanceStatus.SHUTOFF, NO_TASK));
        List<Migration> failed = List.of(record(MigrationType.EVACUATION, MigrationState.FAILED));
        for (InstanceState from : ASKED_FOR) {
            leads(from, InstanceState.WAITING, here, failed, NOT_ASKED);
            leads(from, InstanceState.UNRESOLVED, here, List.of(), NOT_ASKED);
            leads(from, InstanceState.PENDING, here, List.of(), NOTHING_DONE);
        }
    }

    @Test
    void whatItWaitedForIsOver() {
        List<Instance> here = List.of(seen(HERE, InstanceStatus.SHUTOFF, NO_TASK));
        List<Instance> paused = List.of(seen(HERE, InstanceStatus.PAUSED, NO_TASK));
        List<Instance> inError = List.of(seen(HERE, InstanceStatus.ERROR, NO_TASK));
        leads(InstanceState.HELD, InstanceState.PENDING, here, List.of(), NOT_ASKED);
        leads(InstanceState.HELD, InstanceState.TO_RESET, paused, List.of(), NOT_ASKED);
        leads(InstanceState.TO_RESET, InstanceState.PENDING, inError, List.of(), NOT_ASKED);
        askedAgo = Duration.ofSeconds(10);
        leads(InstanceState.HELD, InstanceState.UNRESOLVED, here, List.of(), NOT_ASKED);
    }

    @Test
    void anIncidentIsSupersededInAnyState() {
        IncidentMachine machine = new IncidentMachine(story.config, IncidentStory.INTERVAL, false);
        for (IncidentState state : IncidentState.values()) {
            if (state.isOpen()) {
                Incident before = with(story.incident(), "state", state);
                Transition closed = machine.close(before, "superseded", story.now());
                assertThat(closed.incident().state()).isEqualTo(IncidentState.CLOSED);
                ReachedStates.ofThisThread().led(before, closed.incident());
            }
        }
    }
}
