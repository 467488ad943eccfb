package com.umcloud.umha.core.store.database;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as the tables hold them: microseconds, the rest cut off. */
public final class DatabaseTime {
    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private DatabaseTime() {}

    /** For a {@code DATETIME(6)} column, in UTC; what lies outside of the years 1000 to 9999 becomes the nearest time inside. */
    public static LocalDateTime toColumn(Instant instant) {
        Instant inside = instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
        return LocalDateTime.ofInstant(inside.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    /** From a {@code DATETIME(6)} column in UTC. */
    public static Instant fromColumn(LocalDateTime value) {
        return value.toInstant(ZoneOffset.UTC);
    }

    /** For Ceilometer's {@code DECIMAL(20,6)}: seconds since 1970. */
    public static BigDecimal toEpochSeconds(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano() / 1000, 6))
                .setScale(6);
    }
}
