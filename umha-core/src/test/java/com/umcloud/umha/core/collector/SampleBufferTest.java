package com.umcloud.umha.core.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Samples;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class SampleBufferTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SampleBuffer buffer = new SampleBuffer(4, 3);

    @Test
    void givesAFullBatchAtOnceAndTheRestAfterTheDelay() throws InterruptedException {
        add(0, 4);

        assertThat(ids(buffer.take(LONG))).containsExactly("m0", "m1", "m2");
        assertThat(ids(buffer.take(Duration.ofMillis(1)))).containsExactly("m3");
    }

    @Test
    void dropsTheOldestWhenFull() throws InterruptedException {
        assertThat(add(0, 4)).isZero();
        assertThat(add(4, 6)).isEqualTo(2);

        assertThat(buffer.size()).isEqualTo(4);
        assertThat(ids(buffer.take(LONG))).containsExactly("m2", "m3", "m4");
    }

    @Test
    void takesBackInOrderWhatFits() throws InterruptedException {
        add(0, 3);
        List<ReceivedSample> batch = buffer.take(LONG);
        add(3, 5);

        assertThat(buffer.giveBack(batch)).isEqualTo(1);
        assertThat(ids(buffer.take(LONG))).containsExactly("m1", "m2", "m3");
        assertThat(ids(buffer.take(Duration.ZERO))).containsExactly("m4");
    }

    @Test
    void doesNotWaitOnceItEnds() throws InterruptedException {
        add(0, 1);
        buffer.end();

        assertThat(ids(buffer.take(LONG))).containsExactly("m0");
        assertThat(buffer.take(LONG)).isEmpty();
    }

    private int add(int from, int to) {
        int gaveWay = 0;
        for (int index = from; index < to; index++) {
            gaveWay += buffer.add(received("m" + index)) ? 1 : 0;
        }
        return gaveWay;
    }

    private static List<String> ids(List<ReceivedSample> samples) {
        return samples.stream().map(received -> received.sample().messageId()).toList();
    }

    private static ReceivedSample received(String id) {
        return new ReceivedSample(
                Samples.sample(id), "", true, Optional.empty(), Instant.EPOCH, InetAddress.getLoopbackAddress());
    }
}
