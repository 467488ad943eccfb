package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.GateResult;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Walks at random through everything that can happen, in any order, and holds the machine to its invariants. */
class IncidentWalkTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 1_000;
    private static final SafetyVerdict OPEN = new SafetyVerdict(List.of());

    @Test
    void theInvariantsHoldWhateverHappens() {
        Walk[] walks = IntStream.range(0, SEEDS)
                .parallel()
                .mapToObj(seed -> new Walk(seed).walk(seed % 30 == 0 ? 20 * STEPS : STEPS))
                .toArray(Walk[]::new);
        assertThat(walks).as("the walks get somewhere").anyMatch(w -> w.recovered > 0);
        assertThat(IntStream.range(0, SEEDS).map(i -> walks[i].evacuations).sum())
                .as("evacuations were asked for")
                .isGreaterThan(1000);
        assertThat(IntStream.range(0, SEEDS).map(i -> walks[i].resets).sum())
                .as("instances were set to error")
                .isGreaterThan(100);
        assertThat(IntStream.range(0, SEEDS).map(i -> walks[i].recovered).sum())
                .as("incidents were brought to their end")
                .isGreaterThan(100);
        assertThat(IntStream.range(0, SEEDS).map(i -> walks[i].releases).sum())
                .as("hosts were given back")
                .isGreaterThan(30);
        assertThat(IntStream.range(0, SEEDS).map(i -> walks[i].cancelled).sum())
                .as("incidents were cancelled")
                .isGreaterThan(50);
        assertThat(IntStream.range(0, SEEDS).map(i -> walks[i].released).sum())
                .as("instances were released")
                .isGreaterThan(20);
        assertThat(IntStream.range(0, SEEDS).map(i -> walks[i].powerOns).sum())
                .as("hosts were switched on")
                .isGreaterThan(100);
    }

    /** One walk; the same seed walks the same way. */
    private static final class Walk {
        private record InFlight(Command command, Instant issued) {}

        private final Random random;
        private final RecoveryConfig config;
        private final IncidentMachine machine;
        private final List<InFlight> inFlight = new ArrayList<>();
        private final List<String> foreign = new ArrayList<>();
        private FakeWorld world = new FakeWorld();
        private StoryInvariants invariants;
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");
        private Incident incident;
        private final int seed;
        private int incidents;
        private int servers;
        private int evacuations;
        private int resets;
        private int recovered;
        private int releases;
        private int powerOns;
        private int cancelled;
        private int released;
        private Surroundings around = Surroundings.ALONE;

        Walk(int seed) {
            this.seed = seed;
            random = new Random(seed);
            ReturnConfig hostReturn =
                    new ReturnConfig(Duration.ofSeconds(random.nextInt(30)), seed % 4 == 0, seed % 2 == 0);
            config = seed % 5 < 2
                    ? IncidentStory.resetting(hostReturn, InstanceStatus.values())
                    : IncidentStory.recovery(hostReturn);
            invariants = new StoryInvariants(config);
            machine = new IncidentMachine(config, IncidentStory.INTERVAL, seed % 3 == 0);
            incident = opened();
        }

        Walk walk(int steps) {
            for (int step = 0; step < steps; step++) {
                try {
                    step();
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
                }
            }
            return this;
        }

        private void step() {
            int dice = random.nextInt(1000);
            if (dice < 480) {
                answerOne();
            } else if (dice < 800) {
                pass(random.nextInt(dice < 780 ? 1_500 : 40_000));
                happens(new IncidentEvent.Tick());
            } else if (dice < 900) {
                observe();
            } else if (dice < 915) {
                happens(new IncidentEvent.SignOfLife("a ghost", now.minusMillis(random.nextInt(3_000))));
            } else if (dice < 925) {
                happens(new IncidentEvent.Resumed());
            } else if (dice < 930) {
                happens(new IncidentEvent.ConfirmedOff("alice"));
            } else if (dice < 935) {
                operatorSays();
            } else {
                changeTheWorld();
            }
            boolean done = incident.state() == IncidentState.RECOVERED && random.nextInt(300) == 0;
            if (done || !incident.isOpen()) {
                recovered += done ? 1 : 0;
                incident = opened();
            }
        }

        private void operatorSays() {
            int dice = random.nextInt(8);
            if (dice == 0) {
                cancelled += incident.cancelledBy().isEmpty() ? 1 : 0;
                happens(new IncidentEvent.Cancelled("alice", "a drill"));
            } else if (dice < 4 && !incident.instances().isEmpty()) {
                IncidentEvent word =
                        new IncidentEvent.ReleasedByOperator(someInstance(), "alice", random.nextBoolean());
                released += machine.refusal(incident, word).isEmpty() ? 1 : 0;
                happens(word);
            } else {
                around = Surroundings.ALONE.halted(
                        random.nextInt(3) == 0 ? Optional.of("UMHA is disarmed") : Optional.empty());
            }
        }

        private Incident opened() {
            world = new FakeWorld();
            invariants = new StoryInvariants(config);
            inFlight.clear();
            foreign.clear();
            for (int i = random.nextInt(6); i >= 0; i--) {
                addServer();
            }
            world.host.running = random.nextBoolean();
            world.host.storageWorks = !world.host.running;
            world.host.powered = random.nextInt(3) > 0;
            Transition opened = machine.open("i" + ++incidents, world.host.assessed(now), OPEN, listed(), now);
            opened.commands().forEach(c -> inFlight.add(new InFlight(c, now)));
            return opened.incident();
        }

        /** Every third host and its device name the system; some day another device is written down for it. */
        private DeviceListed listed() {
            boolean matches = random.nextBoolean();
            world.host.named = Optional.of(FakeHost.SYSTEM).filter(system -> matches && seed % 3 == 0);
            return world.host.listed(matches);
        }

        private void addServer() {
            boolean resets = !config.selection().resetToError().isEmpty() && random.nextInt(4) == 0;
            InstanceStatus usual = resets ? InstanceStatus.PAUSED : InstanceStatus.ACTIVE;
            InstanceStatus status = random.nextInt(4) > 0
                    ? usual
                    : InstanceStatus.values()[random.nextInt(InstanceStatus.values().length)];
            world.cloud.add("vm-" + ++servers, status, InstanceDisk.VOLUME, FakeHost.NAME);
        }

        /** A call has half a minute at most, whoever waits for it, and its answer may get lost. */
        private void answerOne() {
            if (inFlight.isEmpty()) {
                return;
            }
            InFlight one = inFlight.remove(random.nextInt(inFlight.size()));
            if (random.nextInt(3) > 0) {
                pass(random.nextInt(300));
            }
            IncidentEvent.Answer answer = world.answer(one.command(), now, Duration.between(one.issued(), now));
            boolean lost = one.command().kind() == CommandKind.EVACUATE && random.nextInt(20) == 0;
            happens(
                    lost
                            ? new IncidentEvent.EvacuationAnswered(
                                    one.command().id(),
                                    one.command().subject(),
                                    new EvacuationResult.Unknown("no answer in time"))
                            : answer);
        }

        /** Time passes, and no call in flight outlives its half minute. */
        private void pass(int millis) {
            Instant target = now.plusMillis(millis);
            for (InFlight late : List.copyOf(inFlight)) {
                Instant deadline = late.issued().plusSeconds(30);
                if (deadline.isBefore(target) && inFlight.remove(late)) {
                    now = deadline.isAfter(now) ? deadline : now;
                    world.cloud.advanceTo(now);
                    happens(world.answer(late.command(), now, Duration.between(late.issued(), now)));
                }
            }
            now = target.isAfter(now) ? target : now;
            world.cloud.advanceTo(now);
        }

        private void observe() {
            if (world.host.isAlive() && random.nextInt(4) > 0) {
                happens(new IncidentEvent.SignOfLife("a sample", now));
            }
            SafetyVerdict verdict = random.nextInt(4) > 0
                    ? OPEN
                    : new SafetyVerdict(List.of(new GateResult(
                            Gate.values()[random.nextInt(Gate.values().length)],
                            random.nextInt(30) == 0 ? Ruling.EXEMPT : Ruling.HOLD,
                            "not now")));
            happens(new IncidentEvent.Assessed(
                    world.host.assessed(now), verdict, world.service(now), world.host.listed(false)));
        }

        private void changeTheWorld() {
            FakeCloud cloud = world.cloud;
            switch (random.nextInt(20)) {
                case 0 -> world.host.powered = !world.host.powered;
                case 1 -> world.host.running = !world.host.running;
                case 2 -> world.host.storageWorks = !world.host.storageWorks;
                case 3 -> world.host.answersProbes = !world.host.answersProbes;
                case 4 -> world.host.device = Device.values()[random.nextInt(Device.values().length)];
                case 5 -> world.host.device = Device.WORKS;
                case 6 -> world.silentOthers = random.nextInt(3) > 0 ? Set.of() : Set.of("node-8");
                case 7 -> {
                    world.leaseHeld = random.nextInt(4) > 0;
                    world.probesWork = random.nextInt(6) > 0;
                }
                case 8 -> cloud.reachable = random.nextInt(3) > 0;
                case 9 -> cloud.evacuations = Evacuations.values()[random.nextInt(Evacuations.values().length)];
                case 10 -> cloud.evacuations = Evacuations.WORK;
                case 11 ->
                    cloud.isolation = random.nextInt(3) > 0
                            ? new IsolationResult.Isolated()
                            : new IsolationResult.Waiting("still up");
                case 12 -> migrateOne();
                case 13 -> world.computeRuns = random.nextInt(4) > 0;
                case 14 ->
                    cloud.release = List.of(
                                    new ReleaseResult.Released(),
                                    new ReleaseResult.Waiting("records remain"),
                                    new ReleaseResult.Refused("503"),
                                    new ReleaseResult.NotOurs("an operator's"))
                            .get(random.nextInt(4));
                case 15 -> cloud.inService |= random.nextInt(10) == 0;
                case 16 -> {
                    world.host.device = Device.WORKS;
                    world.host.switchOn();
                    world.host.storageWorks = true;
                }
                case 17 -> cloud.resets = random.nextBoolean();
                case 18 -> world.host.listed = random.nextInt(3) == 0 ? "bmc-8" : "bmc-7";
                default -> changeOne();
            }
        }

        private void migrateOne() {
            if (!foreign.isEmpty() && random.nextBoolean()) {
                String migration = foreign.remove(random.nextInt(foreign.size()));
                world.cloud.end(migration, random.nextBoolean() ? MigrationState.DONE : MigrationState.FAILED, now);
            } else if (!incident.instances().isEmpty()) {
                String id = someInstance();
                if (!world.cloud.isMoving(id) && world.cloud.exists(id)) {
                    foreign.add(world.cloud.migrate(id, MigrationType.LIVE_MIGRATION, FakeHost.NAME, "node-3", now));
                }
            }
        }

        private void changeOne() {
            if (incident.instances().isEmpty() || random.nextBoolean()) {
                addServer();
                return;
            }
            String id = someInstance();
            if (random.nextInt(3) == 0) {
                world.cloud.remove(id);
            } else if (world.cloud.exists(id) && !world.cloud.isMoving(id)) {
                world.cloud.status(
                        id,
                        InstanceStatus.values()[random.nextInt(InstanceStatus.values().length)],
                        random.nextInt(4) == 0 ? Optional.of("rebuilding") : Optional.empty());
            }
        }

        private String someInstance() {
            return incident.instances()
                    .get(random.nextInt(incident.instances().size()))
                    .id();
        }

        private void happens(IncidentEvent event) {
            Incident before = incident;
            around = around.cloudRead(
                    random.nextInt(4) == 0
                            ? around.cloudReadAt()
                            : Optional.of(now.minusMillis(random.nextInt(2_000))));
            Transition transition = machine.apply(before, event, around, now);
            invariants.after(before, event, transition, now);
            if (around.halted().isPresent()
                    && transition.commands().stream().anyMatch(c -> c.kind().changesTheWorld())) {
                throw new AssertionError("disarmed, and " + transition.commands());
            }
            List<Violation> violated =
                    new Invariants(config).violatedBy(Optional.of(before), Optional.of(event), around, transition, now);
            if (!violated.isEmpty()) {
                throw new AssertionError(violated + ": " + before + " -> " + transition.incident());
            }
            incident = transition.incident();
            for (Command command : transition.commands()) {
                inFlight.add(new InFlight(command, now));
                evacuations += command.kind() == CommandKind.EVACUATE ? 1 : 0;
                resets += command.kind() == CommandKind.RESET_TO_ERROR ? 1 : 0;
                releases += command.kind() == CommandKind.RELEASE ? 1 : 0;
                powerOns += command.kind() == CommandKind.POWER_ON ? 1 : 0;
            }
            Transition nothing = machine.apply(incident, new IncidentEvent.Tick(), around, now);
            if (nothing.incident() != incident || !nothing.commands().isEmpty()) {
                throw new AssertionError("a second tick at one moment changed " + incident + " to " + nothing);
            }
        }
    }
}
