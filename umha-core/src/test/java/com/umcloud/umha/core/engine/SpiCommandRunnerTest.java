package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.HeardHost;
import com.umcloud.umha.core.observation.HostInventory;
import com.umcloud.umha.core.observation.Probes;
import com.umcloud.umha.core.power.PowerDevices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpiCommandRunnerTest {
    private static final Duration LIMIT = Duration.ofMillis(100);

    private final Journal journal = new Journal();
    private final FakeWorld world = new FakeWorld(journal, 2);
    private final FakeCloud cloud = new FakeCloud(journal, world);
    private final SettableLeadership leadership = new SettableLeadership();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final List<IncidentEvent.Answer> answers = new CopyOnWriteArrayList<>();
    private Optional<String> doubt = Optional.empty();
    private Optional<HeardHost> heard = Optional.empty();
    private final SpiCommandRunner runner = runner();

    private SpiCommandRunner runner() {
        MemoryHostStore store = new MemoryHostStore();
        store.replaceFenceDevices(world.devices());
        HostInventory inventory = new HostInventory(store);
        inventory.refresh();
        return new SpiCommandRunner(
                cloud,
                new KnownInstances(),
                new PowerDevices(world, inventory::device),
                new WitnessProbe(
                        inventory,
                        new Probes(world, 1, LIMIT, pool, 1, InstantSource.system()),
                        new NoOthers(),
                        InstantSource.system(),
                        Duration.ofSeconds(5)),
                leadership,
                () -> doubt,
                InstantSource.system(),
                new SpiCommandRunner.CommandLimits(LIMIT, LIMIT),
                new SpiCommandRunner.CommandThreads(pool, pool, watchdog),
                (host, answer) -> answers.add(answer));
    }

    /** A host alone in the world. */
    private final class NoOthers implements WitnessProbe.Others {
        @Override
        public Optional<HeardHost> heard(String host) {
            return heard;
        }

        @Override
        public Optional<Observation> seen(String host) {
            return Optional.of(new Observation(
                    Instant.now(),
                    StorageReading.UNREACHABLE,
                    Liveness.SILENT,
                    false,
                    PowerObservation.ON,
                    MeterReading.MISSING,
                    MeterReading.MISSING));
        }

        @Override
        public Set<String> silentThoughOn() {
            return Set.of();
        }

        @Override
        public boolean readsOff(String other, String host) {
            return false;
        }

        @Override
        public Set<String> answering() {
            return Set.of();
        }

        @Override
        public Set<String> notFailedBefore(String host) {
            return Set.of();
        }

        @Override
        public boolean deviceIsItsOwn(String host) {
            return false;
        }
    }

    @AfterEach
    void stop() {
        pool.shutdownNow();
        watchdog.shutdownNow();
    }

    private IncidentEvent.Answer answer() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !answers.isEmpty());
        return answers.get(0);
    }

    private static Command.Evacuate evacuate(Instant notAfter) {
        return new Command.Evacuate(
                "i/3", new EvacuationRequest("a", "c-1", DiskHandling.KEEP_VOLUME, Optional.empty()), notAfter);
    }

    @Test
    void anEvacuationWhoseProofIsTooOldIsNotRun() {
        runner.run("c-1", evacuate(Instant.now().minusMillis(1)));

        assertThat(answer()).isInstanceOf(IncidentEvent.NotRun.class);
        assertThat(journal.lines()).isEmpty();
    }

    @Test
    void aPowerIsNotCutWhileTheObserverDoubtsItself() {
        doubt = Optional.of("no host at all was heard");
        runner.run("c-1", new Command.PowerOff("i/2", "c-1", false, Optional.empty(), Set.of(Fault.PANICKED)));

        assertThat(answer()).isInstanceOf(IncidentEvent.NotRun.class);
        assertThat(world.host("c-1").powered).isTrue();
    }

    @Test
    void whatHasBegunIsCutAgainThoughTheObserverDoubtsItself() {
        doubt = Optional.of("no host at all was heard");
        runner.run("c-1", new Command.PowerOff("i/2", "c-1", true, Optional.empty(), Set.of()));

        assertThat(answer()).isInstanceOf(IncidentEvent.PowerOffAnswered.class);
        assertThat(world.host("c-1").powered).isFalse();
    }

    @Test
    void aPowerIsNotCutOfAHostThatWasHeardSinceItWasJudged() {
        heard = Optional.of(new HeardHost(Instant.now(), Map.of(), Optional.empty()));
        runner.run("c-1", new Command.PowerOff("i/2", "c-1", false, Optional.empty(), Set.of(Fault.PANICKED)));

        assertThat(answer()).isEqualTo(new IncidentEvent.FaultOver("i/2", "a sample of its agent was heard"));
        assertThat(world.host("c-1").powered).isTrue();
    }

    @Test
    void whatWasLastDoneIsAskedOfThoseOnlyThatAreUnexplained() {
        cloud.boot("a", "c-1");
        cloud.boot("b", "c-1");
        runner.run("c-1", new Command.Look("i/2", "c-1", List.of("a", "b"), List.of("b"), false));

        assertThat(answer())
                .isInstanceOfSatisfying(
                        IncidentEvent.InstancesSeen.class,
                        seen -> assertThat(seen.lastActions()).isEqualTo(Map.of("b", Optional.of(Instant.EPOCH))));
        assertThat(journal.lines()).containsExactly("actions of b");
    }

    @Test
    void aCommandOfAnEarlierEpochIsNotRun() {
        leadership.set(OptionalLong.empty());
        runner.run("c-1", new Command.PowerOff("i/2", "c-1", false, Optional.empty(), Set.of()));

        assertThat(answer()).isInstanceOf(IncidentEvent.NotRun.class);
        assertThat(world.host("c-1").powered).isTrue();
    }

    @Test
    void aReservedHostOfWhichNothingIsHeardIsPerhapsInService() {
        cloud.mood = FakeCloud.Mood.AWAY;
        runner.run("c-1", new Command.Employ("i/2", "c-1", "spare"));

        assertThat(answer())
                .isEqualTo(new IncidentEvent.ReserveAnswered("i/2", "spare", new ReserveResult.Unknown("503")));
    }

    @Test
    void whatFindsNoFreeThreadIsAnsweredAsNotRunAndStaysNotRun() {
        cloud.mood = FakeCloud.Mood.DEAD;
        cloud.boot("a", "c-1");
        pool.execute(() -> {
            boolean hung = true;
            while (hung) {
                try {
                    world.hang();
                } catch (InterruptedException e) {
                    hung = !pool.isShutdown();
                }
            }
        });
        runner.run("c-1", new Command.PowerOff("i/2", "c-1", false, Optional.empty(), Set.of()));

        assertThat(answer()).isEqualTo(new IncidentEvent.NotRun("i/2", "calls of a plugin hang"));
        assertThat(world.host("c-1").powered).isTrue();
    }

    @Test
    void aCallThatHangsIsAnsweredOnceAndItsThreadServesTheNext() {
        cloud.mood = FakeCloud.Mood.DEAD;
        runner.run("c-1", evacuate(Instant.now().plusSeconds(10)));
        assertThat(answer())
                .isInstanceOfSatisfying(
                        IncidentEvent.EvacuationAnswered.class,
                        answered -> assertThat(answered.result()).isInstanceOf(EvacuationResult.Unknown.class));
        cloud.mood = FakeCloud.Mood.WELL;
        runner.run("c-1", new Command.ReadPower("i/4", "c-1", Optional.empty()));

        Awaitility.await().until(() -> answers.size() == 2);
        assertThat(answers.get(1)).isInstanceOf(IncidentEvent.PowerRead.class);
    }
}
