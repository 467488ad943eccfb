package com.umcloud.umha.testkit.simulation.cloud;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells reports of a compute service from this evacuator's own changes of it, for which Nova shows one time, exactly as the
 * evacuator {@code nova} does: what others change looks like a report.
 */
final class ReportMemory {
    private record Change(Instant report, Instant shownBefore, Optional<Instant> shownAfter) {}

    private final Map<String, Change> changes = new HashMap<>();

    /** This evacuator is about to change the service, of which Nova shows this time. */
    void changing(String host, Instant shown) {
        changes.put(host, new Change(reportOf(host, shown), shown, Optional.empty()));
    }

    /** When the service last reported, if Nova shows this time. */
    Instant reportOf(String host, Instant shown) {
        Change known = changes.get(host);
        if (known == null) {
            return shown;
        }
        if (known.shownAfter.isEmpty()) {
            if (shown.isAfter(known.shownBefore)) {
                changes.put(host, new Change(known.report, known.shownBefore, Optional.of(shown)));
            }
            return known.report;
        }
        if (!shown.isAfter(known.shownAfter.get())) {
            return known.report;
        }
        changes.remove(host);
        return shown;
    }
}
