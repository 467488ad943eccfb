package com.umcloud.umha.core.collector;

import com.umcloud.umha.core.telemetry.DropReason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of dropped datagrams: one line per reason and sender, again after an hour with the number in between, and never
 * more than {@value #LINES_PER_MINUTE} lines a minute, since senders can be forged. Thread-safe.
 */
final class DropLog {
    static final int LINES_PER_MINUTE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(DropLog.class);
    private static final int REMEMBERED_SENDERS = 4096;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<Kind, Told> told = new LinkedHashMap<>();
    private long minuteBegan;
    private int lines;
    private long leftOut;

    DropLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.minuteBegan = nanoTime.getAsLong();
    }

    /** Tells, unless this sender's reason was told lately. */
    synchronized void dropped(DropReason reason, InetAddress sender, String detail) {
        long now = nanoTime.getAsLong();
        Told last = told.get(new Kind(reason, sender));
        if (last != null && now - last.at < HOUR) {
            last.since++;
        } else if (mayWrite(now)) {
            long more = last == null ? 0 : last.since;
            String since = more == 0 ? "" : " (" + more + " more in between)";
            LOG.warn("datagram from {} dropped, {}: {}{}", sender.getHostAddress(), reason, detail, since);
            remember(new Kind(reason, sender), now);
        } else {
            leftOut++;
        }
    }

    private boolean mayWrite(long now) {
        if (now - minuteBegan >= MINUTE) {
            minuteBegan = now;
            lines = 0;
            if (leftOut > 0) {
                LOG.warn("{} dropped datagrams were not told one by one; the counters have them", leftOut);
                leftOut = 0;
            }
        }
        if (lines >= LINES_PER_MINUTE) {
            return false;
        }
        lines++;
        return true;
    }

    private void remember(Kind kind, long now) {
        told.remove(kind);
        if (told.size() >= REMEMBERED_SENDERS) {
            told.remove(Objects.requireNonNull(told.keySet().iterator().next()));
        }
        told.put(kind, new Told(now));
    }

    private record Kind(DropReason reason, InetAddress sender) {}

    private static final class Told {
        private final long at;
        private long since;

        Told(long at) {
            this.at = at;
        }
    }
}
