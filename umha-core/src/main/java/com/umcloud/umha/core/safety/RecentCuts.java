package com.umcloud.umha.core.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When UMHA has powered hosts off lately, one time per incident. Immutable.
 *
 * @param at when, oldest first
 * @param pending how many hosts are let through and not powered off yet
 */
public record RecentCuts(List<Instant> at, int pending) {
    /** {@code maximum_fencings_per_hour} counts over so long. */
    public static final Duration WINDOW = Duration.ofHours(1);

    public static final RecentCuts NONE = new RecentCuts(List.of(), 0);

    public RecentCuts {
        at = at.size() < 2 ? List.copyOf(at) : at.stream().sorted().toList();
    }

    int within(Instant now) {
        Instant begin = now.minus(WINDOW);
        return (int) at.stream().filter(begin::isBefore).count();
    }

    /** Until when the newest {@code limit} of them, or more, lay within one window; empty if they never did. */
    Optional<Instant> fullUntil(int limit) {
        Optional<Instant> until = Optional.empty();
        for (int last = limit - 1; last < at.size(); last++) {
            Instant leaves = at.get(last - limit + 1).plus(WINDOW);
            if (at.get(last).isBefore(leaves)) {
                until = Optional.of(leaves);
            }
        }
        return until;
    }
}
