package com.umcloud.umha.core.telemetry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Timestamps of samples. Written as Python's {@code utcnow().isoformat()}: UTC, microseconds, no zone. Read as Ceilometer's
 * collector reads them ({@code timeutils.parse_isotime}, library {@code iso8601}): UTC where no zone is given; year, month,
 * day, hour, minute and second each may be where the text ends; with or without dashes and colons; a fraction after point
 * or comma is cut after six digits; the zone is {@code Z} or an offset of less than a day.
 */
public final class SampleTimestamp {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long EARLIEST = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long LATEST =
            LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int MICROSECOND_DIGITS = 6;

    private final String text;
    private int next;

    private SampleTimestamp(String text) {
        this.text = text;
    }

    /** The text that is sent: {@code 2016-05-01T12:34:56.789012}. */
    public static String format(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < EARLIEST || second > LATEST) {
            return WRITTEN.format(instant);
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
        int time = Math.floorMod(second, SECONDS_PER_DAY);
        StringBuilder written = new StringBuilder(26);
        digits(written, day.getYear(), 4).append('-');
        digits(written, day.getMonthValue(), 2).append('-');
        digits(written, day.getDayOfMonth(), 2).append('T');
        digits(written, time / 3600, 2).append(':');
        digits(written, time / 60 % 60, 2).append(':');
        digits(written, time % 60, 2).append('.');
        return digits(written, instant.getNano() / 1000, MICROSECOND_DIGITS).toString();
    }

    /** With leading zeros. */
    private static StringBuilder digits(StringBuilder text, int number, int digits) {
        int end = text.length() + digits;
        text.append("0".repeat(digits));
        for (int rest = number, at = end - 1; rest > 0; rest /= 10, at--) {
            text.setCharAt(at, (char) ('0' + rest % 10));
        }
        return text;
    }

    /** Reads a text; empty if Ceilometer's collector would refuse it. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(new SampleTimestamp(text).instant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Instant instant() {
        long day = date();
        long second = 0;
        long nanos = 0;
        if (next < text.length()) {
            require(accept('T') || accept(' '));
            second = number(2, 24) * 3600L;
            if (startsNumber()) {
                second += number(2, 60) * 60L;
                if (startsNumber()) {
                    second += shortNumber(60);
                    nanos = fraction();
                }
            }
            second -= offset();
        }
        require(next == text.length());
        long epochSecond = day * SECONDS_PER_DAY + second;
        require(epochSecond >= EARLIEST && epochSecond <= LATEST);
        return Instant.ofEpochSecond(epochSecond, nanos);
    }

    /** {@code 2016}, {@code 2016-5}, {@code 2016-5-1} or {@code 20160501}; a month without dash needs its day. */
    private long date() {
        int year = number(4, 10_000);
        int month = 1;
        int day = 1;
        if (accept('-')) {
            month = shortNumber(100);
            if (accept('-')) {
                day = shortNumber(100);
            } else if (startsDigit()) {
                day = number(2, 100);
            } else {
                require(next == text.length());
            }
        } else if (next < text.length()) {
            month = number(2, 100);
            day = accept('-') ? shortNumber(100) : number(2, 100);
        }
        require(year >= 1);
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private long fraction() {
        if (!accept('.') && !accept(',')) {
            return 0;
        }
        require(startsDigit());
        long micros = 0;
        for (int digits = 0; digits < MICROSECOND_DIGITS || startsDigit(); digits++) {
            int digit = startsDigit() ? text.charAt(next++) - '0' : 0;
            if (digits < MICROSECOND_DIGITS) {
                micros = micros * 10 + digit;
            }
        }
        return micros * 1000;
    }

    /** The zone's seconds east of UTC. */
    private long offset() {
        if (next == text.length() || accept('Z')) {
            return 0;
        }
        boolean east = accept('+');
        require(east || accept('-'));
        long seconds = number(2, 100) * 3600L;
        if (accept(':') || startsDigit()) {
            seconds += startsDigit() ? number(2, 100) * 60L : 0;
        }
        require(seconds < SECONDS_PER_DAY);
        return east ? seconds : -seconds;
    }

    /** Skips a colon before a digit; whether a digit is next. */
    private boolean startsNumber() {
        if (next + 1 < text.length() && text.charAt(next) == ':' && isDigit(text.charAt(next + 1))) {
            next++;
        }
        return startsDigit();
    }

    private boolean startsDigit() {
        return next < text.length() && isDigit(text.charAt(next));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private boolean accept(char expected) {
        boolean there = next < text.length() && text.charAt(next) == expected;
        if (there) {
            next++;
        }
        return there;
    }

    /** One or two digits. */
    private int shortNumber(int below) {
        int first = number(1, 10);
        int value = startsDigit() ? first * 10 + number(1, 10) : first;
        require(value < below);
        return value;
    }

    private int number(int digits, int below) {
        int value = 0;
        for (int digit = 0; digit < digits; digit++) {
            require(startsDigit());
            value = value * 10 + text.charAt(next++) - '0';
        }
        require(value < below);
        return value;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new DateTimeException("not a timestamp");
        }
    }
}
