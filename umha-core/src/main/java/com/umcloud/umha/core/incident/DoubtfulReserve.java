package com.umcloud.umha.core.incident;

import java.time.Instant;
import java.util.Objects;

/**
 * A reserved host of which it is not known whether it was put into service. Immutable.
 *
 * @param host its name
 * @param unanswered how often it was asked for without an answer
 * @param nextAt when it is asked for again
 */
public record DoubtfulReserve(String host, int unanswered, Instant nextAt) {
    public DoubtfulReserve {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(nextAt, "nextAt");
    }

    DoubtfulReserve later(Instant next) {
        return new DoubtfulReserve(host, unanswered, next);
    }
}
