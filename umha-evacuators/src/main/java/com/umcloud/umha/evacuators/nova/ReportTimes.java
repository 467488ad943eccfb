package com.umcloud.umha.evacuators.nova;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells reports of a compute service from our own changes of it: Nova shows one time for both, and taking our own change
 * for a sign of life would call a proven death into doubt. Safe for use by several threads.
 */
final class ReportTimes {
    private record Change(Instant before, Instant after) {}

    private final Map<String, Change> changes = new ConcurrentHashMap<>();

    /** We changed the service: its time went from {@code before} to {@code after} by that. */
    void changed(String host, Instant before, Instant after) {
        Instant report = reportOf(host, before);
        changes.put(host, new Change(report, after));
    }

    /** When the service last reported, if Nova shows {@code shown}. */
    Instant reportOf(String host, Instant shown) {
        Change change = changes.get(host);
        if (change == null) {
            return shown;
        }
        if (change.after.equals(shown)) {
            return change.before;
        }
        changes.remove(host, change);
        return shown;
    }
}
