package com.umcloud.umha.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.Meter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One meter's runs under a clock that the test sets; the executor only keeps what it is given. */
final class AgentTaskTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final List<Measurement> GOOD =
            List.of(Fixtures.measurement("m", 1), Fixtures.measurement("m.part", 2));

    private final RecordingPublishers publishers = new RecordingPublishers();
    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final AtomicReference<Meter> meter = new AtomicReference<>(limit -> GOOD);
    private final SampleRouter router = new SampleRouter(
            Fixtures.pipeline(Fixtures.source("s", Duration.ofSeconds(10), List.of("m*"), "one")),
            publishers,
            Fixtures::encode);
    private long now = -3 * SECOND;
    private final AgentTask task = new AgentTask(
            new NamedMeter("m", limit -> meter.get().measure(limit)),
            Duration.ofSeconds(10),
            "compute-1",
            router,
            submitted::add,
            () -> now);

    @BeforeEach
    void listen() {
        logged.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(logged);
    }

    @Test
    void theLimitLeavesAReserveOfTheInterval() {
        assertThat(AgentTask.limit(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(24));
        assertThat(AgentTask.limit(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(800));
        assertThat(AgentTask.limit(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(200));
        assertThat(AgentTask.limit(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void oneRunMeasuresWithTheLimitAndPublishes() {
        AtomicReference<Duration> given = new AtomicReference<>();
        meter.set(limit -> {
            given.set(limit);
            return GOOD;
        });
        assertThat(task.runOnce()).isEqualTo(RunOutcome.PUBLISHED);
        assertThat(given.get()).isEqualTo(Duration.ofSeconds(8));
        assertThat(publishers.namesSentTo(Fixtures.ONE)).containsExactly("m", "m.part");
        assertThat(task.statistics()).isEqualTo(new MeterStatistics("m", 1, 0, 0, 0, 2));
        assertThat(logged.list).isEmpty();
    }

    @Test
    void theFirstRunIsDueAtOnceAndTheNextOnTheGrid() {
        assertThat(task.tick(now)).isEqualTo(8 * SECOND);
        runSubmitted();
        long wait = task.tick(now);
        assertThat(wait).isBetween(9 * SECOND, 10 * SECOND);
        now += wait - 1;
        assertThat(task.tick(now)).isEqualTo(1);
        assertThat(submitted).isEmpty();
        now += 1;
        task.tick(now);
        assertThat(submitted).hasSize(1);
        runSubmitted();
        assertThat(task.tick(now)).isEqualTo(10 * SECOND);
        assertThat(task.statistics()).isEqualTo(new MeterStatistics("m", 2, 0, 0, 0, 4));
    }

    @Test
    void aLateResultIsDroppedAndCountedAlsoWhenNobodyWatched() {
        meter.set(limit -> {
            now += limit.toNanos();
            return GOOD;
        });
        assertThat(task.runOnce()).isEqualTo(RunOutcome.OVERRUN);
        assertThat(publishers.sentTo(Fixtures.ONE)).isEmpty();
        assertThat(task.statistics()).isEqualTo(new MeterStatistics("m", 1, 0, 1, 0, 0));
        assertThat(warnings()).singleElement().asString().contains("came back too late");
    }

    @Test
    void aRunThatIsWatchedPastItsLimitIsInterruptedOnceAndTheNextWaitsForIt() {
        meter.set(limit -> {
            now += 8 * SECOND;
            long untilNext = task.tick(now);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(untilNext).isBetween(SECOND, 2 * SECOND);
            now += 25 * SECOND;
            task.tick(now);
            assertThat(submitted).isEmpty();
            throw new InterruptedException();
        });
        task.tick(now);
        runSubmitted();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(task.statistics()).isEqualTo(new MeterStatistics("m", 1, 0, 1, 3, 0));
        assertThat(warnings()).singleElement().asString().contains("is late while measuring");
        meter.set(limit -> GOOD);
        now += task.tick(now);
        task.tick(now);
        runSubmitted();
        assertThat(publishers.sentTo(Fixtures.ONE)).hasSize(2);
        assertThat(infos()).singleElement().asString().contains("OVERRUN -> measuring");
    }

    @Test
    void aMeterThatIgnoresTheInterruptionLosesItsResultAllTheSame() {
        meter.set(limit -> {
            now += 9 * SECOND;
            task.tick(now);
            return GOOD;
        });
        task.tick(now);
        runSubmitted();
        assertThat(publishers.sentTo(Fixtures.ONE)).isEmpty();
        assertThat(task.statistics().overruns()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void failuresAreCountedAndToldOncePerChange() {
        meter.set(limit -> {
            throw new UmhaException(FailureType.EXTERNAL, "no ping; install it");
        });
        assertThat(task.runOnce()).isEqualTo(RunOutcome.FAILED);
        assertThat(task.runOnce()).isEqualTo(RunOutcome.FAILED);
        assertThat(warnings()).singleElement().asString().contains("meter m: failing", "no ping; install it");
        meter.set(limit -> GOOD);
        assertThat(task.runOnce()).isEqualTo(RunOutcome.PUBLISHED);
        assertThat(infos()).singleElement().asString().contains("FAILED -> measuring");
        assertThat(task.statistics()).isEqualTo(new MeterStatistics("m", 3, 2, 0, 0, 2));
    }

    @Test
    void whateverAPluginThrowsOrReturnsIsAFailure() {
        meter.set(limit -> {
            throw new NoClassDefFoundError("com/example/Missing");
        });
        assertThat(task.runOnce()).isEqualTo(RunOutcome.FAILED);
        meter.set(limit -> {
            throw new InterruptedException("by itself");
        });
        assertThat(task.runOnce()).isEqualTo(RunOutcome.FAILED);
        meter.set(limit -> null);
        assertThat(task.runOnce()).isEqualTo(RunOutcome.FAILED);
        meter.set(limit -> List.of(Fixtures.measurement("other", 1)));
        assertThat(task.runOnce()).isEqualTo(RunOutcome.FAILED);
        assertThat(publishers.sentTo(Fixtures.ONE)).isEmpty();
    }

    @Test
    void nothingToSayIsAGoodRun() {
        meter.set(limit -> List.of());
        assertThat(task.runOnce()).isEqualTo(RunOutcome.PUBLISHED);
        assertThat(task.statistics()).isEqualTo(new MeterStatistics("m", 1, 0, 0, 0, 0));
    }

    @Test
    void aStoppedTaskNeitherBeginsNorPublishes() {
        meter.set(limit -> {
            task.stop();
            return GOOD;
        });
        task.tick(now);
        runSubmitted();
        assertThat(publishers.sentTo(Fixtures.ONE)).isEmpty();
        now += 60 * SECOND;
        task.tick(now);
        assertThat(submitted).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aFailingPublisherIsToldOnceAndCounted() {
        publishers.breakDown(Fixtures.ONE);
        ListAppender<ILoggingEvent> routerLog = new ListAppender<>();
        routerLog.start();
        Logger routerLogger = (Logger) LoggerFactory.getLogger(SampleRouter.class);
        routerLogger.addAppender(routerLog);
        try {
            assertThat(task.runOnce()).isEqualTo(RunOutcome.PUBLISHED);
            publishers.repair(Fixtures.ONE);
            assertThat(task.runOnce()).isEqualTo(RunOutcome.PUBLISHED);
        } finally {
            routerLogger.detachAppender(routerLog);
        }
        assertThat(router.failures()).isEqualTo(2);
        assertThat(task.statistics().measurements()).isEqualTo(2);
        assertThat(routerLog.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "publisher udp://one:1: working -> failing: cannot send to udp://one:1",
                        "publisher udp://one:1: failing -> working");
    }

    @Test
    void twoRunsAtTheSameTimeAreADefect() {
        task.tick(now);
        assertThatIllegalStateException().isThrownBy(task::runOnce);
    }

    private void runSubmitted() {
        submitted.remove().run();
    }

    private List<String> warnings() {
        return messages(Level.WARN);
    }

    private List<String> infos() {
        return messages(Level.INFO);
    }

    private List<String> messages(Level level) {
        return logged.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(AgentTask.class);
    }
}
