package com.umcloud.umha.evacuators.nova;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells reports of a compute service from our own changes of it: Nova shows one time for both, and taking our own change
 * for a sign of life would call a proven death into doubt. Safe for use by several threads.
 */
final class ReportTimes {
    /**
     * A change of ours.
     *
     * @param report the last report before it
     * @param shownBefore the time that Nova showed before it
     * @param shownAfter the time that Nova shows because of it; empty until seen
     */
    private record Change(Instant report, Instant shownBefore, Optional<Instant> shownAfter) {}

    private final Map<String, Change> changes = new ConcurrentHashMap<>();

    /** We are about to change the service; Nova shows {@code shown}. The next other time is taken for our doing. */
    void changing(String host, Instant shown) {
        Instant report = reportOf(host, shown);
        changes.put(host, new Change(report, shown, Optional.empty()));
    }

    /** When the service last reported, if Nova shows {@code shown}. */
    Instant reportOf(String host, Instant shown) {
        Change change = changes.computeIfPresent(host, (key, known) -> seen(known, shown));
        return change == null ? shown : change.report;
    }

    /** What remains to be known of a change; null once the service has reported after it. An old list says nothing new. */
    private static @Nullable Change seen(Change known, Instant shown) {
        if (known.shownAfter.isEmpty()) {
            return shown.isAfter(known.shownBefore)
                    ? new Change(known.report, known.shownBefore, Optional.of(shown))
                    : known;
        }
        return shown.isAfter(known.shownAfter.get()) ? null : known;
    }
}
