package com.umcloud.umha.evacuators.nova;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when it is told to; its nanoseconds also go on by themselves, so that deadlines end. */
final class SettableClock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    private final Instant start = now.get();

    @Override
    public Instant instant() {
        return now.get();
    }

    long nanoTime() {
        return System.nanoTime() + Duration.between(start, now.get()).toNanos();
    }

    void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }
}
