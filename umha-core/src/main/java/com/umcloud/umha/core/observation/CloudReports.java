package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.evacuate.ComputeHost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the compute services' reports advance. Compared with each other only, so that the cloud's clock does not
 * matter. Used by the observer's thread.
 */
final class CloudReports {
    private final Map<String, Progress> progress = new HashMap<>();

    /**
     * The progress of one host's reports.
     *
     * @param report the newest report, by the cloud's clock
     * @param lastSeen when the list with this report, or an equal one, was asked for last, in steady time
     * @param advancedAt when a newer one was first seen; null if never
     * @param previousLookAt when the look before the one that saw it was made
     * @param gap how long the last two advances lay apart
     */
    private record Progress(
            Instant report,
            Instant lastSeen,
            @Nullable Instant advancedAt,
            @Nullable Instant previousLookAt,
            Duration gap) {}

    void seen(List<ComputeHost> hosts, Instant askedAt) {
        for (ComputeHost host : hosts) {
            host.lastReport()
                    .ifPresent(report -> progress.merge(host.name(), first(report, askedAt), (old, fresh) -> {
                        if (!report.isAfter(old.report())) {
                            return new Progress(
                                    old.report(), askedAt, old.advancedAt(), old.previousLookAt(), old.gap());
                        }
                        Duration gap =
                                old.advancedAt() == null ? Duration.ZERO : Duration.between(old.advancedAt(), askedAt);
                        return new Progress(report, askedAt, askedAt, old.lastSeen(), gap);
                    }));
        }
    }

    private static Progress first(Instant report, Instant askedAt) {
        return new Progress(report, askedAt, null, null, Duration.ZERO);
    }

    /**
     * Whether a report advanced after {@code silentSince} and lately: within the interval, or twice the time that lay between
     * its last two advances.
     */
    boolean advancedSince(String host, Instant silentSince, Instant now, Duration interval) {
        Progress known = progress.get(host);
        if (known == null || known.advancedAt() == null || !known.advancedAt().isAfter(silentSince)) {
            return false;
        }
        Duration twice = known.gap().multipliedBy(2);
        Duration window = twice.compareTo(interval) > 0 ? twice : interval;
        return !known.advancedAt().plus(window).isBefore(now);
    }

    /** A time after which the newest report certainly was made: the look before the one that saw it. */
    Optional<Instant> reportedAfter(String host) {
        Progress known = progress.get(host);
        return known == null ? Optional.empty() : Optional.ofNullable(known.previousLookAt());
    }
}
