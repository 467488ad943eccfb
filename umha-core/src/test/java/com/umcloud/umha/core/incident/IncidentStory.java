package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.GateResult;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import com.umcloud.umha.core.selection.SelectionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * One host, one cloud and one incident on a virtual clock. Commands of the machine act on the fakes and are answered a tenth
 * of a second later; every ten seconds the host is observed. What is commanded and told is written into a log that reads
 * like the story; looks at the cloud are left out of it and a line that is repeated at once is written once.
 */
final class IncidentStory {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    /** When the program is killed in relation to the effect of a command. */
    enum Kill {
        BEFORE_THE_EFFECT,
        AFTER_THE_EFFECT
    }

    /** One step of the machine. */
    record Step(Incident before, IncidentEvent event, Transition transition, Instant at) {}

    private record Planned(Instant at, int order, Runnable what) {}

    final FakeWorld world = new FakeWorld();
    final FakeHost host = world.host;
    final FakeCloud cloud = world.cloud;
    boolean deviceMatches;
    boolean forced;
    Duration readTakes = ANSWER;
    Duration probeTakes = ANSWER;
    SafetyVerdict verdict = new SafetyVerdict(List.of());
    RecoveryConfig config = recovery();

    private final PriorityQueue<Planned> agenda =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::order));
    private final List<String> log = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final Map<CommandKind, Step> firstIssues = new EnumMap<>(CommandKind.class);
    private final ReachedStates reached = ReachedStates.ofThisThread();
    private StoryInvariants invariants = new StoryInvariants(config);
    private Instant now = BEGIN;
    private int order;
    private Optional<IncidentMachine> machine = Optional.empty();
    private Optional<Incident> incident = Optional.empty();
    private boolean programRuns = true;
    Surroundings surroundings = Surroundings.ALONE;
    boolean cloudIsRead = true;
    private Optional<Instant> cloudReadAt = Optional.empty();
    private int killAt = -1;
    private Kill kill = Kill.BEFORE_THE_EFFECT;

    static RecoveryConfig recovery() {
        return new RecoveryConfig(
                5,
                Duration.ofSeconds(2),
                true,
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                16,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                new ReturnConfig(Duration.ofMinutes(3), true, false),
                SelectionConfig.EVERYTHING,
                PlacementConfig.SCHEDULER);
    }

    /** As {@link #recovery()}, with instances of these statuses being set to error first, and those in error evacuated. */
    static RecoveryConfig resetting(InstanceStatus... statuses) {
        return resetting(recovery().hostReturn(), statuses);
    }

    static RecoveryConfig resetting(ReturnConfig hostReturn, InstanceStatus... statuses) {
        RecoveryConfig plain = recovery(hostReturn);
        return recovery(
                plain.hostReturn(),
                new SelectionConfig(List.of(), List.of(), List.of(), 500, true, Set.of(statuses)),
                plain.placement());
    }

    /** The same with another fate of the host afterwards. */
    static RecoveryConfig recovery(ReturnConfig hostReturn) {
        RecoveryConfig usual = recovery();
        return recovery(hostReturn, usual.selection(), usual.placement());
    }

    static RecoveryConfig recovery(ReturnConfig hostReturn, SelectionConfig selection, PlacementConfig placement) {
        RecoveryConfig usual = recovery();
        return new RecoveryConfig(
                usual.powerCheckCount(),
                usual.powerCheckInterval(),
                usual.sharedStorage(),
                usual.evacuateLocal(),
                usual.serviceCheckInterval(),
                usual.serviceDownWait(),
                usual.beforeInstanceCheck(),
                usual.evacuateTimeout(),
                usual.proofMaximumAge(),
                usual.signsOfLifeEnd(),
                usual.concurrentEvacuations(),
                usual.pollInterval(),
                usual.retryMinimum(),
                usual.retryMaximum(),
                hostReturn,
                selection,
                placement);
    }

    IncidentStory withInstances(int count) {
        for (int i = 1; i <= count; i++) {
            withInstance("vm-" + i, InstanceStatus.ACTIVE);
        }
        return this;
    }

    IncidentStory withInstance(String id, InstanceStatus status) {
        return withInstance(id, status, InstanceDisk.VOLUME);
    }

    IncidentStory withInstance(String id, InstanceStatus status, InstanceDisk disk) {
        cloud.add(id, status, disk, FakeHost.NAME);
        return this;
    }

    IncidentStory losesPower() {
        host.powered = false;
        return this;
    }

    IncidentStory panics() {
        host.running = false;
        return this;
    }

    IncidentStory losesStorage() {
        host.storageWorks = false;
        return this;
    }

    IncidentStory isPoweredOnAgain() {
        host.powered = true;
        host.running = true;
        return this;
    }

    IncidentStory holds(Gate gate, String why) {
        verdict = new SafetyVerdict(List.of(new GateResult(gate, Ruling.HOLD, why)));
        return this;
    }

    IncidentStory rules(Gate gate, Ruling ruling, String why) {
        verdict = new SafetyVerdict(List.of(new GateResult(gate, ruling, why)));
        return this;
    }

    IncidentStory gatesOpen() {
        verdict = new SafetyVerdict(List.of());
        return this;
    }

    /** The program is killed at its n-th command, from 1, and started again five seconds later. */
    IncidentStory killedAt(int command, Kill when) {
        killAt = command;
        kill = when;
        return this;
    }

    /** The fault is confirmed now; from here on the clock runs. */
    IncidentStory incidentOpens() {
        invariants = new StoryInvariants(config);
        machine = Optional.of(new IncidentMachine(config, INTERVAL, forced));
        HostAssessment assessment = host.assessed(now);
        Transition opened = machine().open("i1", assessment, verdict, host.listed(deviceMatches), now);
        reached.begun(opened.incident());
        take(opened);
        plan(INTERVAL, this::observe);
        plan(Duration.ofMillis(500), this::tick);
        return this;
    }

    /** A look at the recovered host shows these on it. */
    IncidentStory isFoundWith(String... ids) {
        happens(new IncidentEvent.InstancesFound(cloud.these(List.of(ids))));
        return this;
    }

    IncidentStory operatorConfirms(String operator) {
        happens(new IncidentEvent.ConfirmedOff(operator));
        return this;
    }

    IncidentStory operatorCancels(String reason) {
        happens(new IncidentEvent.Cancelled("alice", reason));
        return this;
    }

    IncidentStory operatorReleases(String instance, boolean destinationChecked) {
        happens(new IncidentEvent.ReleasedByOperator(instance, "alice", destinationChecked));
        return this;
    }

    /** Why that word would change nothing now. */
    Optional<String> refusal(IncidentEvent word) {
        return machine().refusal(incident(), word);
    }

    /** A sign of life of this moment. */
    IncidentStory signOfLife(String witness) {
        happens(new IncidentEvent.SignOfLife(witness, now));
        return this;
    }

    IncidentStory goesOn(long seconds) {
        Instant end = now.plusSeconds(seconds);
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
            Planned next = agenda.remove();
            now = next.at();
            cloud.advanceTo(now);
            next.what().run();
        }
        now = end;
        cloud.advanceTo(now);
        return this;
    }

    IncidentStory goesOnUntil(IncidentState state) {
        for (int i = 0; i < 36_000 && incident().state() != state; i++) {
            goesOnTenth();
        }
        assertThat(incident().state()).as("reached in an hour: %s", incident()).isEqualTo(state);
        return this;
    }

    private void goesOnTenth() {
        Instant end = now.plusMillis(100);
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
            Planned next = agenda.remove();
            now = next.at();
            cloud.advanceTo(now);
            next.what().run();
        }
        now = end;
        cloud.advanceTo(now);
    }

    Incident incident() {
        return incident.orElseThrow();
    }

    InstanceRecovery instance(String id) {
        return incident().instances().stream()
                .filter(i -> i.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<String> log() {
        return List.copyOf(log);
    }

    List<Command> commands(CommandKind... kinds) {
        Set<CommandKind> wanted = EnumSet.noneOf(CommandKind.class);
        wanted.addAll(List.of(kinds));
        return commands.stream().filter(c -> wanted.contains(c.kind())).toList();
    }

    /** The step that first issued a command of that kind. */
    Step firstIssue(CommandKind kind) {
        return Optional.ofNullable(firstIssues.get(kind)).orElseThrow();
    }

    int commandCount() {
        return commands.size();
    }

    Instant now() {
        return now;
    }

    long told(AnnouncementKind kind) {
        return log.stream().filter(l -> l.startsWith("tell " + kind + ":")).count();
    }

    void forgetLog() {
        log.clear();
    }

    private IncidentMachine machine() {
        return machine.orElseThrow();
    }

    private void plan(Duration in, Runnable what) {
        agenda.add(new Planned(now.plus(in), ++order, what));
    }

    private void observe() {
        if (cloudIsRead) {
            cloudReadAt = Optional.of(now);
        }
        if (programRuns && incident().isOpen()) {
            if (host.isAlive()) {
                happens(new IncidentEvent.SignOfLife("a sample of its agent was heard", now));
            }
            happens(new IncidentEvent.Assessed(host.assessed(now), verdict, world.service(now), host.listed(false)));
        }
        plan(INTERVAL, this::observe);
    }

    private void tick() {
        if (programRuns) {
            happens(new IncidentEvent.Tick());
        }
        plan(Duration.ofMillis(500), this::tick);
    }

    private void happens(IncidentEvent event) {
        Incident before = incident();
        Transition transition = machine().apply(before, event, around(), now);
        invariants.after(before, event, transition, now);
        assertThat(new Invariants(config)
                        .violatedBy(Optional.of(before), Optional.of(event), around(), transition, now))
                .isEmpty();
        transition.commands().forEach(c -> firstIssues.putIfAbsent(c.kind(), new Step(before, event, transition, now)));
        reached.led(before, transition.incident());
        take(transition);
        Transition nothing = machine().apply(incident(), new IncidentEvent.Tick(), around(), now);
        assertThat(nothing.incident()).as("nothing happens twice at one moment").isSameAs(incident());
        assertThat(nothing.commands()).isEmpty();
        assertThat(nothing.announcements()).isEmpty();
    }

    private Surroundings around() {
        return surroundings.cloudRead(cloudReadAt);
    }

    private void take(Transition transition) {
        incident = Optional.of(transition.incident());
        transition.announcements().forEach(a -> write("tell " + a.kind() + ": " + a.detail()));
        transition.commands().forEach(this::run);
    }

    private void run(Command command) {
        commands.add(command);
        describe(command).ifPresent(this::write);
        boolean killed = commands.size() == killAt;
        if (killed && kill == Kill.BEFORE_THE_EFFECT) {
            kill();
        } else if (programRuns) {
            Duration takes = duration(command.kind());
            plan(takes, () -> carryOut(command, takes, killed));
        }
    }

    private Duration duration(CommandKind kind) {
        return switch (kind) {
            case READ_POWER -> readTakes;
            case PROBE_WITNESSES -> probeTakes;
            case POWER_OFF,
                    ISOLATE,
                    LIST_INSTANCES,
                    LOOK,
                    VERIFY,
                    EVACUATE,
                    RESET_TO_ERROR,
                    STOP_INSTANCE,
                    EMPLOY,
                    POWER_ON,
                    RELEASE -> ANSWER;
        };
    }

    private void carryOut(Command command, Duration takes, boolean killed) {
        if (programRuns) {
            IncidentEvent answer = world.answer(command, now, takes);
            if (killed) {
                kill();
            } else {
                happens(answer);
            }
        }
    }

    private void kill() {
        write("-- killed --");
        programRuns = false;
        plan(Duration.ofSeconds(5), () -> {
            programRuns = true;
            write("-- started again --");
            happens(new IncidentEvent.Resumed());
        });
    }

    private void write(String line) {
        if (log.isEmpty() || !log.get(log.size() - 1).equals(line)) {
            log.add(line);
        }
    }

    private static Optional<String> describe(Command command) {
        return switch (command.kind()) {
            case READ_POWER -> Optional.of("read power");
            case POWER_OFF -> Optional.of("cut power");
            case PROBE_WITNESSES ->
                Optional.of(
                        ((Command.ProbeWitnesses) command).others() != Command.Others.NONE
                                ? "probe it and the others"
                                : "probe it");
            case ISOLATE -> Optional.of("isolate");
            case LIST_INSTANCES -> Optional.of("list");
            case LOOK, VERIFY -> Optional.empty();
            case EVACUATE ->
                Optional.of("evacuate " + command.subject()
                        + ((Command.Evacuate) command)
                                .request()
                                .destination()
                                .map(to -> " to " + to)
                                .orElse(""));
            case STOP_INSTANCE -> Optional.of("stop " + command.subject());
            case RESET_TO_ERROR -> Optional.of("set " + command.subject() + " to error");
            case EMPLOY -> Optional.of("employ " + command.subject());
            case POWER_ON -> Optional.of("switch power on");
            case RELEASE -> Optional.of("release");
        };
    }
}
