package com.umcloud.umha.core.config.schema;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration of UMHA's own settings: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 2d}; a bare number means
 * seconds, as everywhere in the guide.
 *
 * @param minimum the shortest allowed
 * @param maximum the longest allowed
 */
public record DurationType(Duration minimum, Duration maximum) implements ValueType {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)?");
    private static final Duration LONGEST = Duration.ofDays(365);

    public static DurationType atLeast(String minimum) {
        return between(minimum, format(LONGEST));
    }

    public static DurationType between(String minimum, String maximum) {
        return new DurationType(read(minimum).orElseThrow(), read(maximum).orElseThrow());
    }

    /** Reads a text; empty if it is no duration. */
    public static Optional<Duration> read(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return Optional.of(
                switch (unit == null ? "s" : unit) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    case "d" -> Duration.ofDays(amount);
                    default -> Duration.ofSeconds(amount);
                });
    }

    /** The shortest text that reads back as the same: {@code 5m} for 300 seconds. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    @Override
    public Optional<Object> parse(String text) {
        return read(text)
                .filter(value -> value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0)
                .map(value -> value);
    }

    @Override
    public String allowed() {
        String range = maximum.equals(LONGEST)
                ? " of at least " + format(minimum)
                : " from " + format(minimum) + " to " + format(maximum);
        return "a duration" + range + ", such as 30s, 5m or 1h";
    }

    @Override
    public String display(Object value) {
        return format((Duration) value);
    }

    @Override
    public Object plain(Object value) {
        return format((Duration) value);
    }

    @Override
    public boolean emptyIsUnset() {
        return true;
    }
}
