package com.umcloud.umha.core.leadership;

import java.time.Duration;
import java.util.Objects;

/**
 * The lease between processors: section {@code [lease]}.
 *
 * @param holder {@code name}: this processor's name; the host's name and the process id if empty
 * @param duration {@code duration}: how long a lease holds without renewal
 * @param renewInterval {@code renew_interval}: how often it is renewed, at most a third of the duration
 */
public record LeaseConfig(String holder, Duration duration, Duration renewInterval) {
    /** What is kept free at the end of a lease, so that a call that is given up has ended with it. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** @throws IllegalArgumentException if two renewals in a row must not fail */
    public LeaseConfig {
        Objects.requireNonNull(holder, "holder");
        if (renewInterval.isNegative()
                || renewInterval.isZero()
                || renewInterval.compareTo(longestRenewInterval(duration)) > 0) {
            throw new IllegalArgumentException("a lease of " + duration + " is to be renewed every "
                    + longestRenewInterval(duration) + " at least, not every " + renewInterval);
        }
    }

    /** The longest interval between renewals: two of three may fail. */
    public static Duration longestRenewInterval(Duration duration) {
        return duration.dividedBy(3);
    }

    /**
     * How long a call may take that is begun at any time under a lease that is renewed in time, and still end with it. Zero
     * or less if none may.
     */
    public static Duration longestCall(Duration duration, Duration renewInterval) {
        return duration.minus(renewInterval).minus(GRACE);
    }
}
