package com.umcloud.umha.core.pipeline;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The seconds of {@code interval}, read as Ceilometer does: whatever Python's {@code int()} takes, and positive. */
final class Interval {
    static final Duration DEFAULT = Duration.ofMinutes(10);

    /** A year; what is longer is a mistake. */
    private static final BigInteger LONGEST = BigInteger.valueOf(365L * 24 * 3600);

    private Interval() {}

    /**
     * Makes a duration of a plain YAML value.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static Duration of(@Nullable Object value) {
        BigInteger seconds;
        if (value instanceof BigInteger || value instanceof Integer || value instanceof Long) {
            seconds = new BigInteger(value.toString());
        } else if (value instanceof Double number && Double.isFinite(number)) {
            seconds = new BigDecimal(number).toBigInteger();
        } else if (value instanceof String text && text.strip().matches("[+-]?[0-9]{1,18}")) {
            seconds = new BigInteger(text.strip());
        } else {
            throw refused(value);
        }
        if (seconds.signum() <= 0 || seconds.compareTo(LONGEST) > 0) {
            throw refused(value);
        }
        return Duration.ofSeconds(seconds.longValueExact());
    }

    private static IllegalArgumentException refused(@Nullable Object value) {
        return new IllegalArgumentException(
                "is '" + value + "'; it must be a whole number of seconds from 1 to " + LONGEST);
    }
}
