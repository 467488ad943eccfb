package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.evacuate.ComputeHost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the compute services' reports advance. Compared with each other only, so that the cloud's clock does not
 * matter. Used by the observer's thread.
 */
final class CloudReports {
    /** No report makes its host alive for longer. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Map<String, Progress> progress = new HashMap<>();

    /**
     * The progress of one host's reports.
     *
     * @param host the host as it was listed last
     * @param report the newest report, by the cloud's clock
     * @param firstSeen when the first list with this report was asked for, in steady time
     * @param lastSeen when the list with this report, or an equal one, was asked for last, in steady time
     * @param advancedAt when a newer one was first seen; null if never
     * @param previousLookAt when the look before the one that saw it was made
     * @param gap how long the last two advances lay apart
     */
    private record Progress(
            ComputeHost host,
            Instant report,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant advancedAt,
            @Nullable Instant previousLookAt,
            Duration gap) {
        /** Somebody enabled, disabled or declared something: the cloud may show that as if it were a report. */
        boolean wasAdministered(ComputeHost now) {
            return host.enabled() != now.enabled()
                    || host.forcedDown() != now.forcedDown()
                    || !host.disabledReason().equals(now.disabledReason());
        }
    }

    /** @param askedAt when the list was asked for, in steady time */
    void seen(List<ComputeHost> hosts, Instant askedAt) {
        Set<String> listed = new HashSet<>();
        for (ComputeHost host : hosts) {
            listed.add(host.name());
            host.lastReport()
                    .ifPresent(report -> progress.merge(
                            host.name(), first(host, report, askedAt), (old, fresh) -> next(old, fresh, askedAt)));
        }
        progress.keySet().retainAll(listed);
    }

    private static Progress next(Progress old, Progress fresh, Instant askedAt) {
        if (!fresh.report().isAfter(old.report())) {
            return new Progress(
                    fresh.host(),
                    old.report(),
                    old.firstSeen(),
                    askedAt,
                    old.advancedAt(),
                    old.previousLookAt(),
                    old.gap());
        }
        if (old.wasAdministered(fresh.host())) {
            return new Progress(
                    fresh.host(), fresh.report(), askedAt, askedAt, old.advancedAt(), old.previousLookAt(), old.gap());
        }
        Duration gap = old.advancedAt() == null ? Duration.ZERO : Duration.between(old.advancedAt(), askedAt);
        return new Progress(fresh.host(), fresh.report(), askedAt, askedAt, askedAt, old.lastSeen(), gap);
    }

    private static Progress first(ComputeHost host, Instant report, Instant askedAt) {
        return new Progress(host, report, askedAt, askedAt, null, null, Duration.ZERO);
    }

    /**
     * Whether a report was certainly made after {@code silentSince} and lately: seen within the interval, or within twice
     * the time that lay between its last two advances.
     */
    boolean advancedSince(String host, Instant silentSince, Instant now, Duration interval) {
        Progress known = progress.get(host);
        if (known == null
                || known.advancedAt() == null
                || known.previousLookAt() == null
                || !known.previousLookAt().isAfter(silentSince)) {
            return false;
        }
        Duration twice = known.gap().multipliedBy(2);
        Duration reporting = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        Duration window = reporting.compareTo(interval) > 0 ? reporting : interval;
        return !known.advancedAt().plus(window).isBefore(now);
    }

    /**
     * Whether the cloud cannot tell yet that the host has stopped to report: no list was read after the report that follows the
     * newest one was due. While the cloud is not read nobody's report becomes late.
     *
     * @param due how long after a report the next one is late
     */
    boolean isAwaited(String host, Duration due) {
        Progress known = progress.get(host);
        return known != null && known.lastSeen().isBefore(known.firstSeen().plus(due));
    }

    /** A time after which the newest report certainly was made: the look before the one that saw it. */
    Optional<Instant> reportedAfter(String host) {
        Progress known = progress.get(host);
        return known == null ? Optional.empty() : Optional.ofNullable(known.previousLookAt());
    }
}
