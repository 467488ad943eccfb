package com.umcloud.umha.core.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Instants as text, as {@link Instant#toString} and {@link Instant#parse} have them, without their formatter: a document has
 * dozens, and the formatter would take a third of the time to read it. Pure.
 */
final class InstantText {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int LAST_YEAR = 9999;
    private static final int WHOLE_SECONDS = 19;
    private static final int NANO_DIGITS = 9;

    private InstantText() {}

    /** The same text as {@link Instant#toString}. */
    static String of(Instant instant) {
        long second = instant.getEpochSecond();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
        if (day.getYear() < 0 || day.getYear() > LAST_YEAR) {
            return instant.toString();
        }
        int time = Math.floorMod(second, SECONDS_PER_DAY);
        StringBuilder text = new StringBuilder(32);
        number(text, day.getYear(), 4).append('-');
        number(text, day.getMonthValue(), 2).append('-');
        number(text, day.getDayOfMonth(), 2).append('T');
        number(text, time / 3600, 2).append(':');
        number(text, time / 60 % 60, 2).append(':');
        number(text, time % 60, 2);
        fraction(text, instant.getNano());
        return text.append('Z').toString();
    }

    /** In groups of three digits, as many as are needed. */
    private static void fraction(StringBuilder text, int nanos) {
        if (nanos == 0) {
            return;
        }
        text.append('.');
        if (nanos % 1_000_000 == 0) {
            number(text, nanos / 1_000_000, 3);
        } else if (nanos % 1000 == 0) {
            number(text, nanos / 1000, 6);
        } else {
            number(text, nanos, NANO_DIGITS);
        }
    }

    /** With so many digits, from the last one to the first: dividing by a constant is cheap. */
    private static StringBuilder number(StringBuilder text, int value, int digits) {
        int start = text.length();
        text.setLength(start + digits);
        int rest = value;
        for (int at = start + digits - 1; at >= start; at--) {
            text.setCharAt(at, (char) ('0' + rest % 10));
            rest /= 10;
        }
        return text;
    }

    /** The instant of a text as {@link #of} makes it; null if it is in another form, or none. */
    static @Nullable Instant plain(String text) {
        int end = text.length() - 1;
        boolean form = end >= WHOLE_SECONDS
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(end) == 'Z';
        if (!form) {
            return null;
        }
        int year = number(text, 0, 4);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, WHOLE_SECONDS);
        int nanos = end == WHOLE_SECONDS ? 0 : nanos(text, end);
        boolean numbers = year >= 0 && hour >= 0 && minute >= 0 && second >= 0 && nanos >= 0;
        if (!numbers || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            LocalDate day = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10));
            return Instant.ofEpochSecond(
                    day.toEpochDay() * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What stands between the point after the seconds and the end; negative if it is no fraction. */
    private static int nanos(String text, int end) {
        int digits = end - WHOLE_SECONDS - 1;
        if (text.charAt(WHOLE_SECONDS) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return -1;
        }
        int nanos = number(text, WHOLE_SECONDS + 1, end);
        for (int i = digits; i < NANO_DIGITS && nanos > 0; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Negative if there is anything but digits. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
