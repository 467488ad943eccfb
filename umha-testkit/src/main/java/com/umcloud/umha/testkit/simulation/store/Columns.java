package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.database.DatabaseTime;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** What a value becomes in a column of the real tables, and which do not fit. */
final class Columns {
    static final int ID = 64;
    static final int WORD = 64;
    static final int KIND = 128;
    static final int NAME = 255;
    private static final Instant EARLIEST = DatabaseTime.fromColumn(DatabaseTime.toColumn(Instant.MIN));
    private static final Instant LATEST = DatabaseTime.fromColumn(DatabaseTime.toColumn(Instant.MAX));

    private Columns() {}

    /** The time as it is read back: microseconds, between the years 1000 and 9999. */
    static Instant time(Instant instant) {
        boolean kept = instant.get(ChronoField.NANO_OF_SECOND) % 1000 == 0
                && !instant.isBefore(EARLIEST)
                && !instant.isAfter(LATEST);
        return kept ? instant : DatabaseTime.fromColumn(DatabaseTime.toColumn(instant));
    }

    static void check(String column, Optional<String> value, int length) {
        value.ifPresent(text -> check(column, text, length));
    }

    static void check(String column, String value, int length) {
        if (value.length() > length && value.codePointCount(0, value.length()) > length) {
            throw new UnfitValue("data too long for column " + column + " (at most " + length + "): " + value);
        }
    }

    /** A value that does not fit into its column. */
    static final class UnfitValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnfitValue(String message) {
            super(message);
        }
    }
}
