package com.umcloud.umha.core.collector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.LogCapture;
import com.umcloud.umha.core.store.SampleStore;
import com.umcloud.umha.core.telemetry.CeilometerVectors;
import com.umcloud.umha.core.telemetry.DropReason;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.SampleCodec;
import com.umcloud.umha.core.telemetry.SampleListener;
import com.umcloud.umha.core.telemetry.Samples;
import com.umcloud.umha.core.telemetry.UdpPublisher;
import com.umcloud.umha.core.telemetry.wire.WireList;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UdpCollectorTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final RecordingStore store = new RecordingStore();
    private final List<ReceivedSample> heard = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "0.0.0.0, 127.0.0.1", "::1, ::1", "::, ::1", "::, 127.0.0.1"})
    void hearsAndStoresWhatIsPublished(String address, String target) {
        assumeThat(target.equals("127.0.0.1") && !address.contains(":") || hasIpv6())
                .as("this host has no IPv6 loopback")
                .isTrue();
        UdpCollector collector = started(config(address, Samples.SECRET), heard::add);
        UdpPublisher publisher = publisher(target, port(collector));

        publisher.publish(Samples.sample("m1"));
        publisher.publish(Samples.sample("m2"));

        await().until(() -> collector.statistics().stored() == 2);
        assertThat(store.messageIds()).containsExactly("m1", "m2");
        assertThat(heard).hasSize(2).allSatisfy(sample -> {
            assertThat(sample.verified()).isTrue();
            assertThat(sample.receivedAt()).isEqualTo(NOW);
            assertThat(sample.measuredAt()).contains(Instant.parse("2016-05-01T12:34:56.789012Z"));
            assertThat(sample.sender()).isEqualTo(loopback(target));
            assertThat(sample.signature()).hasSize(64);
        });
        assertThat(store.samples()).isEqualTo(heard);
        assertThat(collector.statistics())
                .isEqualTo(new CollectorStatistics(
                        2, 2, 2, 0, 0, collector.statistics().dropped()));
        assertThat(collector.statistics().droppedInAll()).isZero();
    }

    @Test
    void dropsBadDatagramsWithTheirReasonsAndGoesOn() throws IOException {
        Map<DropReason, byte[]> bad = new LinkedHashMap<>();
        bad.put(DropReason.EMPTY, new byte[0]);
        bad.put(DropReason.TRUNCATED, CeilometerVectors.raw("truncated"));
        bad.put(DropReason.UNDECODABLE, CeilometerVectors.raw("trailing-byte"));
        bad.put(DropReason.NOT_A_MAP, filled(UdpPublisher.LARGEST_DATAGRAM));
        bad.put(DropReason.TOO_DEEP, filled(500, 0x81, 0x01));
        bad.put(DropReason.WRONG_TYPE, field("counter_name", new WireList(List.of())));
        bad.put(DropReason.BAD_SIGNATURE, CeilometerVectors.raw("tampered-volume"));
        bad.put(DropReason.MISSING_FIELD, Samples.signedWith("resource_id", Optional.empty()));
        bad.put(DropReason.BAD_VOLUME, field("counter_volume", new WireValue.Real(Double.NaN)));
        bad.put(DropReason.BAD_TIMESTAMP, field("timestamp", WireValue.Text.of("yesterday")));
        try (LogCapture log = LogCapture.of(DropLog.class)) {
            UdpCollector collector = started(config("127.0.0.1", Samples.SECRET), heard::add);
            for (byte[] datagram : bad.values()) {
                send(datagram, collector);
                send(datagram, collector);
            }
            send(new SampleCodec(Samples.SECRET).encode(Samples.sample("good")), collector);

            await().until(() -> store.messageIds().equals(List.of("good")));
            CollectorStatistics statistics = collector.statistics();
            bad.keySet()
                    .forEach(reason -> assertThat(statistics.dropped(reason))
                            .as("%s", reason)
                            .isEqualTo(2));
            assertThat(statistics.received()).isEqualTo(2L * bad.size() + 1);
            assertThat(statistics.accepted()).isEqualTo(1);
            assertThat(log.lines())
                    .hasSize(bad.size())
                    .allMatch(line -> line.startsWith("WARN datagram from 127.0.0.1"));
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void takesTheLargestDatagram() throws IOException {
        UdpCollector collector = started(config("127.0.0.1", Samples.SECRET), heard::add);
        byte[] small = new SampleCodec(Samples.SECRET)
                .encode(Samples.withMetadata(Samples.sample("m1"), Map.of("k", "x".repeat(65_000))));
        String padding = "x".repeat(65_000 + UdpPublisher.LARGEST_DATAGRAM - small.length);
        byte[] largest = new SampleCodec(Samples.SECRET)
                .encode(Samples.withMetadata(Samples.sample("m1"), Map.of("k", padding)));

        assertThat(largest).hasSize(UdpPublisher.LARGEST_DATAGRAM);
        send(largest, collector);

        await().until(() -> store.messageIds().equals(List.of("m1")));
    }

    @Test
    void keepsSamplesWhileTheDatabaseIsAwayAndTellsItOnce() {
        try (LogCapture log = LogCapture.of(SampleWriter.class)) {
            store.setAway(true);
            UdpCollector collector = started(config("127.0.0.1", Samples.SECRET), heard::add);
            UdpPublisher publisher = publisher("127.0.0.1", port(collector));
            IntStream.range(0, 30).forEach(index -> publisher.publish(Samples.sample("m" + index)));

            await().until(() -> heard.size() == 30 && store.refusals() >= 2);
            assertThat(store.samples()).isEmpty();
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0)).startsWith("WARN the database takes no samples");

            store.setAway(false);
            await().until(() -> store.samples().size() == 30);
            await().until(() -> log.lines().size() == 2);
            assertThat(log.lines().get(1)).startsWith("INFO the database takes samples again");
            assertThat(store.messageIds())
                    .isEqualTo(IntStream.range(0, 30)
                            .mapToObj(index -> "m" + index)
                            .toList());
            assertThat(collector.statistics().droppedInAll()).isZero();
        }
    }

    @Test
    void letsTheOldestGiveWayWhenTheBufferIsFull() {
        store.setAway(true);
        CollectorConfig config = new CollectorConfig(
                "127.0.0.1", 0, List.of(Samples.SECRET), 10, 5, Duration.ofMillis(10), Duration.ofSeconds(10));
        UdpCollector collector = started(config, heard::add);
        UdpPublisher publisher = publisher("127.0.0.1", port(collector));
        IntStream.range(0, 25).forEach(index -> publisher.publish(Samples.sample("m" + index)));
        await().until(() -> heard.size() == 25);

        store.setAway(false);

        await().until(() ->
                collector.statistics().stored() + collector.statistics().droppedInAll() == 25);
        assertThat(store.messageIds()).contains("m24");
        assertThat(store.messageIds()).doesNotHaveDuplicates().isSortedAccordingTo(UdpCollectorTest::byNumber);
        CollectorStatistics statistics = collector.statistics();
        assertThat(statistics.dropped(DropReason.QUEUE_FULL)).isBetween(10L, 15L);
        assertThat(store.samples()).hasSize((int) statistics.stored());
    }

    @Test
    void writesWhatWaitsBeforeItEnds() {
        store.setAway(true);
        UdpCollector collector = started(config("127.0.0.1", Samples.SECRET), heard::add);
        UdpPublisher publisher = publisher("127.0.0.1", port(collector));
        IntStream.range(0, 40).forEach(index -> publisher.publish(Samples.sample("m" + index)));
        await().until(() -> heard.size() == 40);
        store.setAway(false);

        collector.close();

        assertThat(store.samples()).hasSize(40);
        assertThat(collector.boundAddress()).isEmpty();
        assertThat(collector.statistics().waiting()).isZero();
        assertThat(collectorThreads()).isEmpty();
        collector.close();
    }

    @Test
    void endsInTimeThoughTheDatabaseStaysAway() {
        store.setAway(true);
        CollectorConfig config = new CollectorConfig(
                "127.0.0.1", 0, List.of(Samples.SECRET), 100, 10, Duration.ofMillis(10), Duration.ofMillis(300));
        UdpCollector collector = started(config, heard::add);
        publisher("127.0.0.1", port(collector)).publish(Samples.sample("m1"));
        await().until(() -> heard.size() == 1);

        await().atMost(5, SECONDS).untilAsserted(collector::close);

        assertThat(collector.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(collectorThreads()).isEmpty();
    }

    @Test
    void endsInTimeThoughTheDatabaseHangs() {
        CountDownLatch never = new CountDownLatch(1);
        CollectorConfig config = new CollectorConfig(
                "127.0.0.1", 0, List.of(Samples.SECRET), 100, 10, Duration.ofMillis(10), Duration.ofMillis(300));
        SampleStore hanging = batch -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UmhaException(FailureType.TIMEOUT, "the database hangs");
        };
        UdpCollector collector =
                new UdpCollector(config, hanging, List.of(heard::add), InstantSource.fixed(NOW), System::nanoTime);
        open.add(collector);
        collector.start();
        publisher("127.0.0.1", port(collector)).publish(Samples.sample("m1"));
        await().until(() -> heard.size() == 1 && collector.statistics().waiting() == 0);

        await().atMost(5, SECONDS).untilAsserted(collector::close);

        assertThat(collector.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(collectorThreads()).isEmpty();
    }

    @Test
    void storesWithoutVerifyingWhenThereIsNoSecret() throws IOException {
        UdpCollector collector = started(config("127.0.0.1", Secret.none()), heard::add);

        send(CeilometerVectors.raw("tampered-volume"), collector);

        await().until(() -> store.samples().size() == 1);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).verified()).isFalse();
    }

    @Test
    void isNotDisturbedByAListenerThatThrows() {
        try (LogCapture log = LogCapture.of(ListenerCircle.class)) {
            UdpCollector collector = started(
                    config("127.0.0.1", Samples.SECRET),
                    sample -> {
                        throw new IllegalStateException("a defect of the listener");
                    },
                    heard::add);
            UdpPublisher publisher = publisher("127.0.0.1", port(collector));
            publisher.publish(Samples.sample("m1"));
            publisher.publish(Samples.sample("m2"));

            await().until(() -> heard.size() == 2 && store.samples().size() == 2);
            assertThat(collector.statistics().listenerFailures()).isEqualTo(2);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void losesOnlyTheSampleThatTheStoreFailsOn() {
        try (LogCapture log = LogCapture.of(SampleWriter.class)) {
            store.failOn(received -> received.sample().messageId().equals("m3"));
            UdpCollector collector = started(config("127.0.0.1", Samples.SECRET), heard::add);
            UdpPublisher publisher = publisher("127.0.0.1", port(collector));
            IntStream.range(0, 6).forEach(index -> publisher.publish(Samples.sample("m" + index)));

            await().until(() -> store.samples().size() == 5);
            assertThat(store.messageIds()).containsExactly("m0", "m1", "m2", "m4", "m5");
            await().until(() -> collector.statistics().dropped(DropReason.NOT_STORABLE) == 1);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void receivesNothingWithAnEmptyAddress() {
        UdpCollector collector = started(config("", Samples.SECRET), heard::add);

        assertThat(collector.boundAddress()).isEmpty();
        assertThat(collectorThreads()).isEmpty();
    }

    @Test
    void saysWhyItCannotListenAndMayBeStartedAgain() {
        UdpCollector first = started(config("127.0.0.1", Samples.SECRET), heard::add);
        CollectorConfig taken = new CollectorConfig(
                "127.0.0.1", port(first), List.of(Samples.SECRET), 10, 5, Duration.ofMillis(10), Duration.ofSeconds(1));
        UdpCollector second = collector(taken, heard::add);

        assertThatThrownBy(second::start)
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.EXTERNAL))
                .hasMessageContaining("127.0.0.1 port " + port(first))
                .hasMessageContaining("udp_port");
        assertThatThrownBy(second::start).isInstanceOf(UmhaException.class);
        first.close();
        second.start();

        assertThat(port(second)).isEqualTo(taken.port());
    }

    private UdpCollector started(CollectorConfig config, SampleListener... listeners) {
        UdpCollector collector = collector(config, listeners);
        collector.start();
        return collector;
    }

    private UdpCollector collector(CollectorConfig config, SampleListener... listeners) {
        UdpCollector collector =
                new UdpCollector(config, store, List.of(listeners), InstantSource.fixed(NOW), System::nanoTime);
        open.add(collector);
        return collector;
    }

    private UdpPublisher publisher(String host, int port) {
        UdpPublisher publisher = new UdpPublisher(host, port, new SampleCodec(Samples.SECRET), System::nanoTime);
        open.add(publisher);
        return publisher;
    }

    private static CollectorConfig config(String address, Secret secret) {
        return new CollectorConfig(
                address, 0, List.of(secret), 1000, 10, Duration.ofMillis(50), Duration.ofSeconds(10));
    }

    private static int port(UdpCollector collector) {
        return collector.boundAddress().orElseThrow().getPort();
    }

    private static void send(byte[] datagram, UdpCollector collector) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                    new DatagramPacket(datagram, datagram.length, new InetSocketAddress("127.0.0.1", port(collector))));
        }
    }

    private static byte[] field(String key, WireValue value) {
        return Samples.signedWith(key, Optional.of(value));
    }

    private static byte[] filled(int length, int... pattern) {
        byte[] bytes = new byte[length];
        for (int index = 0; index < length && pattern.length > 0; index++) {
            bytes[index] = (byte) pattern[index % pattern.length];
        }
        return bytes;
    }

    private static int byNumber(String first, String second) {
        return Integer.compare(Integer.parseInt(first.substring(1)), Integer.parseInt(second.substring(1)));
    }

    private static List<String> collectorThreads() {
        Thread[] threads = new Thread[Thread.activeCount() + 50];
        int count = Thread.enumerate(threads);
        return Arrays.stream(threads)
                .limit(count)
                .map(Thread::getName)
                .filter(name -> name.startsWith("umha-collector"))
                .toList();
    }

    private static InetAddress loopback(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    private static boolean hasIpv6() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("::1", 0))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
