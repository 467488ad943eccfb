package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.host.SimulatedHost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One nova-compute and its row in the services table; guarded by the lock of {@link NovaState}. */
final class ComputeService {
    final SimulatedHost host;
    final int number;
    final String uuid;
    private final Duration reportInterval;
    private final Duration downTime;
    boolean disabled;

    @Nullable
    String disabledReason;

    boolean forcedDown;
    /** The process was stopped although its host is well. */
    boolean stopped;
    /** The process has been started and has not yet looked after what was evacuated from here. */
    boolean cleanupDue;
    /** Guests that were the host's when it lost its power, and that only the process starts again. */
    final Set<String> atRest = new TreeSet<>();

    private @Nullable Instant startedAt;
    /** Since when the process hangs with its host, or reaches nobody. */
    private @Nullable Instant frozenAt;

    /** Whether it reaches the rest of Nova. */
    private boolean connected = true;

    private Instant connectionChangedAt;
    private Instant lastReport;
    private Instant touchedAt;

    ComputeService(SimulatedHost host, int number, Duration reportInterval, Duration downTime, Instant now) {
        this.host = host;
        this.number = number;
        this.uuid = UUID.nameUUIDFromBytes(("nova-compute " + host.name()).getBytes(StandardCharsets.UTF_8))
                .toString();
        this.reportInterval = reportInterval;
        this.downTime = downTime;
        this.startedAt = now;
        this.lastReport = now;
        this.touchedAt = now;
        this.connectionChangedAt = now;
    }

    /** The process starts at {@code at}, which may lie ahead while the host boots. */
    void start(Instant at) {
        startedAt = at;
        cleanupDue = true;
    }

    void die(Instant now) {
        lastReport = lastReport(now);
        startedAt = null;
        frozenAt = null;
        cleanupDue = false;
    }

    /** The process neither reports nor works until it is thawed; nothing happens if there is none or it is frozen. */
    void freeze(Instant now) {
        if (startedAt != null && frozenAt == null) {
            lastReport = lastReport(now);
            frozenAt = now;
        }
    }

    /** The process goes on: it reports at once, or what was left of its start passes. */
    void thaw(Instant now) {
        if (startedAt != null && frozenAt != null) {
            startedAt = startedAt.isAfter(frozenAt) ? now.plus(Duration.between(frozenAt, startedAt)) : now;
            frozenAt = null;
        }
    }

    /** Whether there is a process that will go on when its host does. */
    boolean hangs(Instant now) {
        return startedAt != null && frozenAt != null && !now.isBefore(startedAt);
    }

    boolean hasProcess() {
        return startedAt != null;
    }

    boolean runs(Instant now) {
        return startedAt != null && frozenAt == null && !now.isBefore(startedAt);
    }

    /** When it looks after what was evacuated from here: once it runs and reaches the rest of Nova. */
    Instant cleanupAt() {
        if (!cleanupDue || startedAt == null || frozenAt != null || !connected) {
            return Instant.MAX;
        }
        return startedAt.isAfter(connectionChangedAt) ? startedAt : connectionChangedAt;
    }

    boolean isConnected() {
        return connected;
    }

    Instant disconnectedAt() {
        return connectionChangedAt;
    }

    /** It loses, or finds again, the rest of Nova. */
    void connect(boolean on, Instant now) {
        if (connected != on) {
            lastReport = lastReport(now);
            connected = on;
            connectionChangedAt = now;
        }
    }

    Instant lastReport(Instant now) {
        if (!connected || startedAt == null || frozenAt != null || now.isBefore(startedAt)) {
            return lastReport;
        }
        long interval = reportInterval.toNanos();
        long reports = Duration.between(startedAt, now).toNanos() / interval;
        Instant newest = startedAt.plusNanos(reports * interval);
        return newest.isBefore(connectionChangedAt) ? lastReport : newest;
    }

    /** Enables or disables it; false if nothing changed. */
    boolean administer(boolean disable, @Nullable String reason) {
        boolean changed = disabled != disable || !Objects.equals(disabledReason, reason);
        disabled = disable;
        disabledReason = reason;
        return changed;
    }

    /** Forces it down or lifts that; false if nothing changed. */
    boolean declareDown(boolean down) {
        boolean changed = forcedDown != down;
        forcedDown = down;
        return changed;
    }

    /** An administrator changed the row; Nova's {@code updated_at} shows it like a report. */
    void touch(Instant now) {
        touchedAt = now;
    }

    Instant updatedAt(Instant now) {
        Instant report = lastReport(now);
        return report.isAfter(touchedAt) ? report : touchedAt;
    }

    boolean up(Instant now) {
        return !forcedDown && Duration.between(lastReport(now), now).compareTo(downTime) <= 0;
    }
}
