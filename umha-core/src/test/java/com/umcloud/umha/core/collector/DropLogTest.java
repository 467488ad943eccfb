package com.umcloud.umha.core.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.LogCapture;
import com.umcloud.umha.core.telemetry.DropReason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DropLogTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final DropLog dropLog = new DropLog(nanos::get);

    @Test
    void tellsEachReasonOfEachSenderOnceAnHour() throws UnknownHostException {
        try (LogCapture log = LogCapture.of(DropLog.class)) {
            dropLog.dropped(DropReason.EMPTY, sender(1), "empty");
            dropLog.dropped(DropReason.EMPTY, sender(1), "empty");
            dropLog.dropped(DropReason.EMPTY, sender(2), "empty");
            dropLog.dropped(DropReason.TRUNCATED, sender(1), "truncated");
            nanos.addAndGet(Duration.ofMinutes(59).toNanos());
            dropLog.dropped(DropReason.EMPTY, sender(1), "empty");
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            dropLog.dropped(DropReason.EMPTY, sender(1), "empty");

            assertThat(log.lines())
                    .containsExactly(
                            "WARN datagram from 10.0.0.1 dropped, EMPTY: empty",
                            "WARN datagram from 10.0.0.2 dropped, EMPTY: empty",
                            "WARN datagram from 10.0.0.1 dropped, TRUNCATED: truncated",
                            "WARN datagram from 10.0.0.1 dropped, EMPTY: empty (2 more in between)");
        }
    }

    @Test
    void writesFewLinesHoweverManySendersAreForged() throws UnknownHostException {
        try (LogCapture log = LogCapture.of(DropLog.class)) {
            for (int sender = 0; sender < 20_000; sender++) {
                dropLog.dropped(DropReason.BAD_SIGNATURE, sender(sender), "forged");
            }
            assertThat(log.lines()).hasSize(DropLog.LINES_PER_MINUTE);
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            dropLog.dropped(DropReason.BAD_SIGNATURE, sender(20_001), "forged");

            assertThat(log.lines()).hasSize(DropLog.LINES_PER_MINUTE + 2);
            assertThat(log.lines().get(DropLog.LINES_PER_MINUTE)).contains("19980 dropped datagrams");
        }
    }

    private static InetAddress sender(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }
}
