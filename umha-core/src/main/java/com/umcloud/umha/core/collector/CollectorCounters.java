package com.umcloud.umha.core.collector;

import com.umcloud.umha.core.telemetry.DropReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to datagrams and samples. Thread-safe. */
final class CollectorCounters {
    private final LongAdder received = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder listenerFailures = new LongAdder();
    private final Map<DropReason, LongAdder> dropped;

    CollectorCounters() {
        Map<DropReason, LongAdder> adders = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            adders.put(reason, new LongAdder());
        }
        dropped = Collections.unmodifiableMap(adders);
    }

    void received() {
        received.increment();
    }

    void accepted() {
        accepted.increment();
    }

    void stored(int samples) {
        stored.add(samples);
    }

    void listenerFailed() {
        listenerFailures.increment();
    }

    void dropped(DropReason reason, int samples) {
        Objects.requireNonNull(dropped.get(reason), reason.name()).add(samples);
    }

    CollectorStatistics statistics(int waiting) {
        Map<DropReason, Long> sums = new EnumMap<>(DropReason.class);
        dropped.forEach((reason, adder) -> sums.put(reason, adder.sum()));
        return new CollectorStatistics(
                received.sum(), accepted.sum(), stored.sum(), waiting, listenerFailures.sum(), sums);
    }
}
