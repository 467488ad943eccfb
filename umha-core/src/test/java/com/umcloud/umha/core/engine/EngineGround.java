package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.assessment.MeterFaultConfig;
import com.umcloud.umha.core.assessment.ValveConfig;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.ReturnConfig;
import com.umcloud.umha.core.observation.ObservationConfig;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.safety.BudgetConfig;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.OperatorStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** An engine over fakes, with agents that send many times a second. */
final class EngineGround implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(100);

    final Journal journal = new Journal();
    final FakeWorld world;
    final FakeCloud cloud;
    final MemoryIncidentStore incidents = new MemoryIncidentStore(journal);
    final MemoryHostStore hosts = new MemoryHostStore();
    final SettableLeadership leadership = new SettableLeadership();
    final List<Notification> direct = new CopyOnWriteArrayList<>();
    final List<AnnouncementKind> told = new CopyOnWriteArrayList<>();
    IncidentStore incidentStore = incidents;
    HostStore hostStore = hosts;
    OperatorStore operators = incidents.operators;
    boolean reallyEvacuate = true;
    boolean hasIpmi = true;
    boolean forced;
    List<String> storageServers = List.of(FakeWorld.STORAGE_SERVER);
    BudgetConfig budget = BudgetConfig.STANDARD;
    boolean leaveDisabled = true;
    boolean powerOn;
    int maximumRecovering = 3;
    int slots = 4;
    int slotsInCloud = 1000;
    Duration agentDeadline = Duration.ofMillis(200);
    Duration cloudDeadline = Duration.ofMillis(600);
    UmhaEngine engine;
    private ScheduledExecutorService agents;

    EngineGround(int count) {
        world = new FakeWorld(journal, count);
        cloud = new FakeCloud(journal, world);
        hosts.replaceFenceDevices(world.devices());
        hosts.replaceStorageAddresses(world.addresses());
    }

    /** Starts the engine and waits until every host was seen to be well by every signal. */
    EngineGround start() {
        run();
        await().until(() -> world.hosts().keySet().stream()
                .allMatch(h -> hostStore
                        .signalsSeenGood()
                        .getOrDefault(h, Set.of())
                        .containsAll(Set.of("storage", "probe", "power"))));
        return this;
    }

    /** Starts the engine. */
    EngineGround run() {
        engine = new UmhaEngine(
                new EngineParts(
                        new EngineConfig("controller", List.of("mail"), Duration.ofHours(1), Duration.ofMillis(20)),
                        observation(),
                        new AssessmentConfig(
                                new ValveConfig(3, 2),
                                new ValveConfig(3, 2),
                                new ValveConfig(3, 2),
                                new ValveConfig(3, 2),
                                MeterFaultConfig.OFF,
                                MeterFaultConfig.OFF),
                        safety(),
                        recovery(),
                        cloud,
                        world,
                        world,
                        leadership,
                        incidentStore,
                        hostStore,
                        operators),
                () -> {},
                direct::add,
                (incident, announcement) -> told.add(announcement.kind()));
        engine.start();
        agents = Executors.newSingleThreadScheduledExecutor();
        agents.scheduleAtFixedRate(
                () -> world.samples().forEach(engine.sampleListener()::heard), 0, 40, TimeUnit.MILLISECONDS);
        return this;
    }

    private SafetyConfig safety() {
        return SafetyConfig.ACTING
                .withReallyEvacuate(reallyEvacuate)
                .withHasIpmi(hasIpmi)
                .withForced(forced)
                .withBudget(budget.recovering(maximumRecovering, maximumRecovering))
                .withTimes(Duration.ofSeconds(1), Duration.ofHours(1));
    }

    private ObservationConfig observation() {
        return new ObservationConfig(
                INTERVAL,
                INTERVAL,
                1,
                "icmp",
                Duration.ofMillis(50),
                storageServers,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                agentDeadline,
                cloudDeadline);
    }

    private RecoveryConfig recovery() {
        return new RecoveryConfig(
                3,
                Duration.ofMillis(50),
                true,
                false,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                slots,
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                Duration.ofMillis(400),
                new ReturnConfig(Duration.ofMillis(500), leaveDisabled, powerOn),
                SelectionConfig.EVERYTHING,
                new PlacementConfig(
                        false,
                        Optional.empty(),
                        List.of(),
                        slotsInCloud,
                        1000,
                        Duration.ofHours(24),
                        Duration.ofMinutes(5)));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20));
    }

    /** The newest incident of the host. */
    Optional<Incident> incident(String host) {
        return incidents.of(host).stream().reduce((a, b) -> b);
    }

    void awaitState(String host, IncidentState state) {
        await().untilAsserted(
                        () -> assertThat(incident(host).map(Incident::state)).contains(state));
    }

    /** Waits until so many further observations were made. */
    void awaitRounds(int count) {
        Round last = engine.lastRound().orElse(null);
        for (int i = 0; i < count; i++) {
            Round before = last;
            await().until(() -> engine.lastRound().filter(r -> r != before).isPresent());
            last = engine.lastRound().orElseThrow();
        }
    }

    /** Ends this engine and starts another over the same stores and world. */
    void restart() {
        stop();
        run();
    }

    void stop() {
        if (engine != null) {
            agents.shutdownNow();
            engine.close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
