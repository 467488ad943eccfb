package com.umcloud.umha.evacuators.nova;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The compute services as Nova listed them a moment ago, so that a dead host is isolated without looking first. They tell
 * which service it is; what an operator has set since is seen in Nova's answers. Safe for use by several threads.
 */
final class RecentServices {
    /** So old a list may be, counted from when it was asked for. */
    static final Duration USABLE = Duration.ofSeconds(10);

    private record Listed(ComputeServiceRow row, long askedAt) {}

    private final LongSupplier nanoTime;
    private final Map<String, Listed> rows = new ConcurrentHashMap<>();
    private final Map<String, Long> changed = new ConcurrentHashMap<>();

    /** @param nanoTime a steady clock in nanoseconds */
    RecentServices(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** To be called before a list is asked for. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** The whole list, asked for at that time. */
    void listed(Collection<ComputeServiceRow> services, long askedAt) {
        rows.clear();
        for (ComputeServiceRow row : services) {
            Long ours = changed.get(row.host());
            if (ours == null || askedAt - ours > 0) {
                rows.put(row.host(), new Listed(row, askedAt));
                changed.remove(row.host());
            }
        }
    }

    /** The service of exactly this host, if the list is young enough to act by it. */
    Optional<ComputeServiceRow> of(String host) {
        return Optional.ofNullable(rows.get(host))
                .filter(listed -> nanoTime.getAsLong() - listed.askedAt() <= USABLE.toNanos())
                .map(Listed::row);
    }

    /** We are about to change it: whatever was listed, or is being listed, is not known any more. */
    void changing(String host) {
        changed.put(host, nanoTime.getAsLong());
        rows.remove(host);
    }
}
