package com.umcloud.umha.core.agent;

import java.time.Duration;

/**
 * The due times of one meter in terms of a steady clock: the first at once, the others on a grid of the interval. The
 * grid is shifted back by a stable share of the interval, 0 to 10 % by the host's name, so that agents that were started
 * together do not send together; the first gap is shorter for it, never longer. For one thread at a time.
 */
final class FixedRate {
    private static final int SHARES = 1000;

    private final long interval;
    private long due;
    private long next;

    FixedRate(long start, Duration interval, String hostName) {
        this.interval = interval.toNanos();
        this.due = start;
        this.next = start + this.interval - jitter(hostName, this.interval);
    }

    long due() {
        return due;
    }

    /** Moves on to the first time after {@code now}; returns how many due times were passed over. */
    long advance(long now) {
        due = next;
        long passed = now - due < 0 ? 0 : (now - due) / interval + 1;
        due += passed * interval;
        next = due + interval;
        return passed;
    }

    private static long jitter(String hostName, long interval) {
        // Multiplying spreads names that differ only in their last digits.
        int share = Math.floorMod(hostName.hashCode() * 0x9E3779B9, SHARES);
        return interval / 10 / SHARES * share;
    }
}
