package com.umcloud.umha.api.reachability;

import java.time.Duration;
import java.util.Optional;

/**
 * How an address answered.
 *
 * @param sent how many tries were made, at least 1
 * @param answered how many of them were answered in time
 * @param averageLatency mean round trip of the answered ones; empty if none was
 */
public record Reachability(int sent, int answered, Optional<Duration> averageLatency) {
    public Reachability {
        if (sent < 1 || answered < 0 || answered > sent) {
            throw new IllegalArgumentException(answered + " answers to " + sent + " tries");
        }
    }

    /** The share of tries without answer, 0 to 1. */
    public double lossRatio() {
        return (double) (sent - answered) / sent;
    }

    public boolean answers() {
        return answered > 0;
    }
}
