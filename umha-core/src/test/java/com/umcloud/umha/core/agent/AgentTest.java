package com.umcloud.umha.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.Meter;
import com.umcloud.umha.core.pipeline.Pipeline;
import com.umcloud.umha.core.pipeline.PipelineSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent with its own threads and the real clock. */
@Timeout(60)
final class AgentTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final RecordingPublishers publishers = new RecordingPublishers();

    @Test
    void measuresAtOnceThenAtTheIntervalAndLeavesNoThread() {
        ClosingMeter meter = new ClosingMeter(limit -> List.of(Fixtures.measurement("a", 1)));
        try (Agent agent = agent(Fixtures.pipeline(source(Duration.ofHours(1), "a")), new NamedMeter("a", meter))) {
            agent.start();
            await().until(() -> publishers.sentTo(Fixtures.ONE).size() == 1);
        }
        try (Agent agent = agent(Fixtures.pipeline(source(SHORT, "a")), new NamedMeter("a", meter))) {
            agent.start();
            await().until(() -> publishers.sentTo(Fixtures.ONE).size() >= 4);
            assertThat(agent.statistics())
                    .singleElement()
                    .satisfies(statistics -> assertThat(statistics.runs()).isGreaterThanOrEqualTo(4));
        }
        assertThat(meter.closed).hasValue(2);
        assertThat(publishers.closed()).containsExactly(Fixtures.ONE);
        assertNoThreadIsLeft();
    }

    @Test
    void aMeasurementGoesToTheSinksThatMatchItsOwnName() {
        Meter meter = limit -> List.of(Fixtures.measurement("a", 1), Fixtures.measurement("a.loss", 0));
        Pipeline pipeline = Fixtures.pipeline(
                Fixtures.source("exact", Duration.ofHours(1), List.of("a"), "one", "both"),
                Fixtures.source("parts", Duration.ofHours(2), List.of("a.*"), "two", "both"),
                Fixtures.source("others", Duration.ofHours(2), List.of("b"), "three"));
        try (Agent agent = agent(pipeline, new NamedMeter("a", meter))) {
            agent.start();
            await().until(() -> publishers.sentTo("udp://both:1").size() == 2);
            assertThat(publishers.namesSentTo("udp://one:1")).containsExactly("a");
            assertThat(publishers.namesSentTo("udp://two:1")).containsExactly("a.loss");
            assertThat(publishers.sentTo("udp://both:1"))
                    .containsExactly(
                            publishers.sentTo("udp://one:1").get(0),
                            publishers.sentTo("udp://two:1").get(0));
            assertThat(publishers.sentTo("udp://three:1")).isEmpty();
        }
    }

    @Test
    void aHangingAndAFailingMeterHoldUpNobody() {
        AtomicInteger interruptions = new AtomicInteger();
        Meter hanging = limit -> {
            try {
                new CountDownLatch(1).await();
                return List.of();
            } catch (InterruptedException e) {
                interruptions.incrementAndGet();
                throw e;
            }
        };
        Meter failing = limit -> {
            throw new IllegalStateException("broken");
        };
        Meter working = limit -> List.of(Fixtures.measurement("working", 1));
        try (Agent agent = agent(
                Fixtures.pipeline(source(SHORT, "*")),
                new NamedMeter("hanging", hanging),
                new NamedMeter("failing", failing),
                new NamedMeter("working", working))) {
            agent.start();
            await().untilAsserted(() -> {
                assertThat(publishers.namesSentTo(Fixtures.ONE)).hasSizeGreaterThanOrEqualTo(4);
                assertThat(interruptions.get()).isGreaterThanOrEqualTo(2);
                assertThat(agent.statistics().get(0).overruns()).isGreaterThanOrEqualTo(2);
                assertThat(agent.statistics().get(1).failures()).isGreaterThanOrEqualTo(2);
            });
            assertThat(publishers.namesSentTo(Fixtures.ONE)).containsOnly("working");
        }
        assertNoThreadIsLeft();
    }

    @Test
    void aRunNeverBeginsWhileAnotherOfTheSameMeterIsUnderWay() {
        AtomicInteger atTheSameTime = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        Meter deaf = limit -> {
            most.accumulateAndGet(atTheSameTime.incrementAndGet(), Math::max);
            awaitWhateverHappens(release);
            atTheSameTime.decrementAndGet();
            return List.of(Fixtures.measurement("deaf", 1));
        };
        try (Agent agent = agent(Fixtures.pipeline(source(SHORT, "*")), new NamedMeter("deaf", deaf))) {
            agent.start();
            await().until(() -> agent.statistics().get(0).missed() >= 3);
            assertThat(agent.statistics().get(0).overruns()).isEqualTo(1);
            assertThat(publishers.sentTo(Fixtures.ONE)).isEmpty();
            release.countDown();
            await().until(() -> publishers.sentTo(Fixtures.ONE).size() >= 2);
        }
        assertThat(most).hasValue(1);
        assertNoThreadIsLeft();
    }

    @Test
    void closeInterruptsWhatIsUnderWayAndClosesEveryMeter() {
        CountDownLatch begun = new CountDownLatch(1);
        ClosingMeter waiting = new ClosingMeter(limit -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return List.of(Fixtures.measurement("waiting", 1));
        });
        ClosingMeter idle = new ClosingMeter(limit -> List.of());
        Agent agent = agent(
                Fixtures.pipeline(source(Duration.ofHours(1), "waiting")),
                new NamedMeter("waiting", waiting),
                new NamedMeter("idle", idle));
        agent.start();
        await().until(() -> begun.getCount() == 0);
        agent.close();
        agent.close();
        assertThat(waiting.closed).hasValue(1);
        assertThat(idle.closed).hasValue(1);
        assertThat(publishers.sentTo(Fixtures.ONE)).isEmpty();
        assertNoThreadIsLeft();
        assertThatIllegalStateException().isThrownBy(agent::start);
    }

    @Test
    void aMeterThatNeverComesBackIsLeftBehindUnclosed() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ClosingMeter deaf = new ClosingMeter(limit -> {
            begun.countDown();
            awaitWhateverHappens(release);
            return List.of(Fixtures.measurement("deaf", 1));
        });
        try {
            Agent agent = agent(Fixtures.pipeline(source(Duration.ofHours(1), "deaf")), new NamedMeter("deaf", deaf));
            agent.start();
            await().until(() -> begun.getCount() == 0);
            agent.close();
            assertThat(deaf.closed).hasValue(0);
            assertThat(publishers.closed()).containsExactly(Fixtures.ONE);
        } finally {
            release.countDown();
        }
        assertNoThreadIsLeft();
        assertThat(publishers.sentTo(Fixtures.ONE)).isEmpty();
    }

    @Test
    void whatCannotBeBuiltIsRefusedAndOpenedPublishersAreClosed() {
        assertThatThrownBy(
                        () -> agent(Fixtures.pipeline(source(SHORT, "cpu")), new NamedMeter("a", limit -> List.of())))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("names the meter 'cpu', which no plugin has; available are [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent(
                        Fixtures.pipeline(source(SHORT, "a")),
                        new NamedMeter("a", limit -> List.of()),
                        new NamedMeter("a", limit -> List.of())));
        publishers.refuseToOpen("udp://two:1");
        assertThatThrownBy(() -> agent(
                        Fixtures.pipeline(Fixtures.source("s", SHORT, List.of("a"), "one", "two", "three")),
                        new NamedMeter("a", limit -> List.of())))
                .hasMessageContaining("cannot open udp://two:1");
        assertThat(publishers.opened()).containsExactly(Fixtures.ONE);
        assertThat(publishers.closed()).containsExactly(Fixtures.ONE);
    }

    private Agent agent(Pipeline pipeline, NamedMeter... meters) {
        return new Agent("compute-1", List.of(meters), pipeline, publishers, Fixtures::encode, System::nanoTime);
    }

    private static PipelineSource source(Duration interval, String meters) {
        return Fixtures.source("s", interval, List.of(meters), "one");
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                // A meter that does not care: what the agent must survive.
            }
        }
    }

    private static void assertNoThreadIsLeft() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("umha-agent") || name.startsWith("umha-meter")));
    }

    /** A meter that counts how often it was closed. */
    private static final class ClosingMeter implements Meter {
        private final Meter meter;
        private final AtomicInteger closed = new AtomicInteger();

        ClosingMeter(Meter meter) {
            this.meter = meter;
        }

        @Override
        public List<Measurement> measure(Duration limit) throws InterruptedException {
            return meter.measure(limit);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
