package com.umcloud.umha.evacuators.nova.gateway;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which a call has to be over, on a steady clock. */
public final class Deadline {
    private final LongSupplier nanoTime;
    private final long at;

    private Deadline(LongSupplier nanoTime, long at) {
        this.nanoTime = nanoTime;
        this.at = at;
    }

    public static Deadline after(Duration limit, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + limit.toNanos());
    }

    /** What is left; zero when it is over. */
    long remainingNanos() {
        return Math.max(0, at - nanoTime.getAsLong());
    }
}
