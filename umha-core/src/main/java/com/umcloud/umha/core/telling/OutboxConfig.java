package com.umcloud.umha.core.telling;

import java.time.Duration;

/**
 * How patiently the outbox delivers.
 *
 * @param deliveryLimit how long one delivery may take
 * @param firstPause after the first delivery in vain; doubles with each further one
 * @param longestPause where the doubling ends
 * @param rejectedPause after a delivery that was rejected
 * @param checkInterval how often the store is asked when nothing wakes the outbox
 */
public record OutboxConfig(
        Duration deliveryLimit,
        Duration firstPause,
        Duration longestPause,
        Duration rejectedPause,
        Duration checkInterval) {
    public OutboxConfig {
        for (Duration each : new Duration[] {deliveryLimit, firstPause, longestPause, rejectedPause, checkInterval}) {
            if (each.isZero() || each.isNegative()) {
                throw new IllegalArgumentException("a pause or limit of the outbox is not above zero: " + each);
            }
        }
        if (firstPause.compareTo(longestPause) > 0) {
            throw new IllegalArgumentException(
                    "the first pause, " + firstPause + ", exceeds the longest, " + longestPause);
        }
    }

    /** 30 s for a delivery, pauses of 10 s to 10 min, 30 min after a rejection, a look every 5 s. */
    public static OutboxConfig standard() {
        return new OutboxConfig(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(30),
                Duration.ofSeconds(5));
    }

    /** The pause after a delivery in vain that {@code before} others preceded. */
    Duration pauseAfter(int before) {
        Duration pause = firstPause;
        for (int i = 0; i < before && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
