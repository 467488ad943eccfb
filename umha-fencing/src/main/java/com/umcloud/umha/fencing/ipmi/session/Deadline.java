package com.umcloud.umha.fencing.ipmi.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The one moment at which an operation must have returned, whatever it is doing then. */
public final class Deadline {
    private final LongSupplier nanoTime;
    private final Duration limit;
    private final long end;

    private Deadline(LongSupplier nanoTime, Duration limit) {
        this.nanoTime = nanoTime;
        this.limit = limit;
        this.end = nanoTime.getAsLong() + limit.toNanos();
    }

    /**
     * A deadline that far from now.
     *
     * @param nanoTime a steady clock such as {@link System#nanoTime()}
     */
    public static Deadline in(Duration limit, LongSupplier nanoTime) {
        return new Deadline(nanoTime, limit);
    }

    /** What was allowed altogether. */
    public Duration limit() {
        return limit;
    }

    /** Nanoseconds left, zero or less if it is over. */
    public long remaining() {
        return end - nanoTime.getAsLong();
    }

    public boolean isOver() {
        return remaining() <= 0;
    }

    /** The earlier one of this and a wait that starts now. */
    Deadline orIn(long nanos) {
        return new Deadline(nanoTime, Duration.ofNanos(Math.max(0, Math.min(nanos, remaining()))));
    }
}
