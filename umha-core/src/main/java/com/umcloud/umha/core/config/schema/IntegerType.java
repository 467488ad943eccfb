package com.umcloud.umha.core.config.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole number in base 10, as Python's {@code int()} reads it.
 *
 * @param what how it is called: {@code a whole number}, {@code a port}
 * @param minimum the least allowed
 * @param maximum the greatest allowed
 */
public record IntegerType(String what, long minimum, long maximum) implements ValueType {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");

    public static IntegerType between(long minimum, long maximum) {
        return new IntegerType("a whole number", minimum, maximum);
    }

    /** The guide's bare seconds. */
    public static IntegerType seconds(long minimum) {
        return new IntegerType("a whole number of seconds", minimum, 86_400);
    }

    public static IntegerType port(int minimum) {
        return new IntegerType("a port", minimum, 65_535);
    }

    /** Any whole number. */
    public static IntegerType any() {
        return between(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public Optional<Object> parse(String text) {
        String trimmed = text.strip();
        if (!NUMBER.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(trimmed);
        return value < minimum || value > maximum ? Optional.empty() : Optional.of(value);
    }

    @Override
    public String allowed() {
        return minimum == Long.MIN_VALUE ? what : what + " from " + minimum + " to " + maximum;
    }

    @Override
    public boolean emptyIsUnset() {
        return true;
    }
}
