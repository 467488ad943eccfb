package com.umcloud.umha.meters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.MeasurementType;
import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The meter's judgement, over a probe whose answers the test sets. */
@Timeout(30)
final class StorageConnectivityMeterTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Map<String, String> METADATA = Map.of("host", "compute-1", "probe", "icmp");

    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> broken = new ConcurrentHashMap<>();
    private final AtomicReference<Duration> givenLimit = new AtomicReference<>();
    private final StorageConnectivityMeter meter = meter(this::answer, 0.5);

    @AfterEach
    void close() {
        meter.close();
    }

    @Test
    void allServersAnswer() throws Exception {
        answered.putAll(Map.of("192.0.2.1", 4, "192.0.2.2", 3));
        assertThat(meter.measure(LIMIT))
                .containsExactly(
                        status(1),
                        detail("loss", "ratio", 0, "192.0.2.1"),
                        detail("latency", "ms", 0.123, "192.0.2.1"),
                        detail("loss", "ratio", 0.25, "192.0.2.2"),
                        detail("latency", "ms", 0.123, "192.0.2.2"));
    }

    @Test
    void oneDeadServerIsNotALostNetwork() throws Exception {
        answered.put("192.0.2.2", 4);
        assertThat(meter.measure(LIMIT))
                .containsExactly(
                        status(1),
                        detail("loss", "ratio", 1, "192.0.2.1"),
                        detail("loss", "ratio", 0, "192.0.2.2"),
                        detail("latency", "ms", 0.123, "192.0.2.2"));
    }

    @Test
    void noServerAnswers() throws Exception {
        assertThat(meter.measure(LIMIT))
                .containsExactly(
                        status(0), detail("loss", "ratio", 1, "192.0.2.1"), detail("loss", "ratio", 1, "192.0.2.2"));
    }

    @Test
    void theLossRatioDecidesWhetherAServerAnswers() throws Exception {
        answered.put("192.0.2.1", 2);
        assertThat(meter.measure(LIMIT)).contains(status(1));
        answered.put("192.0.2.1", 1);
        assertThat(meter.measure(LIMIT)).contains(status(0), detail("loss", "ratio", 0.75, "192.0.2.1"));
    }

    @Test
    void aServerThatNeverAnswersIsLostWhateverLossIsAllowed() throws Exception {
        try (StorageConnectivityMeter patient = meter(this::answer, 1)) {
            assertThat(patient.measure(LIMIT)).contains(status(0));
            answered.put("192.0.2.1", 1);
            assertThat(patient.measure(LIMIT)).contains(status(1));
        }
    }

    @Test
    void whatCannotBeAskedIsMissingAndNeverLost() {
        broken.put("192.0.2.2", new UmhaException(FailureType.EXTERNAL, "cannot run ping; install iputils-ping"));
        assertThatThrownBy(() -> meter.measure(LIMIT))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.EXTERNAL))
                .hasMessage("the storage server 192.0.2.2 could not be asked: cannot run ping; install iputils-ping");
    }

    @Test
    void aDefectOfTheProbeIsAFailureToo() {
        broken.put("192.0.2.1", new IllegalStateException("boom"));
        assertThatThrownBy(() -> meter.measure(LIMIT))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("boom");
    }

    @Test
    void oneAnswerIsEnoughAlthoughAnotherServerCannotBeAsked() throws Exception {
        broken.put("192.0.2.1", new UmhaException(FailureType.EXTERNAL, "no IPv6 here"));
        answered.put("192.0.2.2", 4);
        assertThat(meter.measure(LIMIT))
                .containsExactly(
                        status(1),
                        detail("loss", "ratio", 0, "192.0.2.2"),
                        detail("latency", "ms", 0.123, "192.0.2.2"));
    }

    @Test
    void theServersAreAskedAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ReachabilityProbe meeting = (address, tries, limit) -> {
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("asked one after the other", e);
            }
            return new Reachability(tries, tries, Optional.of(Duration.ofMillis(1)));
        };
        try (StorageConnectivityMeter parallel = meter(meeting, 0.5)) {
            assertThat(parallel.measure(LIMIT)).contains(status(1));
        }
    }

    @Test
    void theProbeGetsItsOwnLimitOrWhatTheRunLeaves() throws Exception {
        meter.measure(LIMIT);
        assertThat(givenLimit.get()).isEqualTo(Duration.ofSeconds(3));
        meter.measure(Duration.ofSeconds(1));
        assertThat(givenLimit.get()).isEqualTo(Duration.ofMillis(900));
    }

    @Test
    void aRunThatIsGivenUpGivesUpItsProbes() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        ReachabilityProbe hanging = (address, tries, limit) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return new Reachability(tries, 0, Optional.empty());
        };
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (StorageConnectivityMeter stuck = meter(hanging, 0.5)) {
            Thread run = new Thread(() -> {
                try {
                    stuck.measure(LIMIT);
                } catch (InterruptedException | RuntimeException e) {
                    thrown.complete(e);
                }
            });
            run.start();
            begun.await();
            run.interrupt();
            assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
            interrupted.await();
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("umha-storage-probe")));
    }

    private Reachability answer(String address, int tries, Duration limit) {
        givenLimit.set(limit);
        RuntimeException failure = broken.get(address);
        if (failure != null) {
            throw failure;
        }
        int count = answered.getOrDefault(address, 0);
        return new Reachability(tries, count, count == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(123_456)));
    }

    private static StorageConnectivityMeter meter(ReachabilityProbe probe, double lossRatio) {
        StorageConnectivityConfig config = new StorageConnectivityConfig(
                List.of("192.0.2.1", "192.0.2.2"), 4, lossRatio, "icmp", Duration.ofSeconds(3), "");
        return new StorageConnectivityMeter(config, "compute-1", probe, METADATA);
    }

    private static Measurement status(double volume) {
        return new Measurement("storage_connectivity", MeasurementType.GAUGE, "status", volume, "compute-1", METADATA);
    }

    private static Measurement detail(String part, String unit, double volume, String address) {
        return new Measurement(
                "storage_connectivity." + part,
                MeasurementType.GAUGE,
                unit,
                volume,
                "compute-1/" + address,
                Map.of("host", "compute-1", "address", address));
    }
}
