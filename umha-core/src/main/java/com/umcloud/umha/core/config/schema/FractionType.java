package com.umcloud.umha.core.config.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A floating point number.
 *
 * @param minimum the least allowed
 * @param minimumAllowed whether the least itself is allowed
 * @param maximum the greatest allowed
 */
public record FractionType(double minimum, boolean minimumAllowed, double maximum) implements ValueType {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    /** From 0 to 1, both allowed. */
    public static FractionType ratio() {
        return new FractionType(0, true, 1);
    }

    /** Above 0, at most 1. */
    public static FractionType share() {
        return new FractionType(0, false, 1);
    }

    /** Any finite number. */
    public static FractionType any() {
        return new FractionType(-Double.MAX_VALUE, true, Double.MAX_VALUE);
    }

    @Override
    public Optional<Object> parse(String text) {
        String trimmed = text.strip();
        if (!NUMBER.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(trimmed);
        boolean allowed = (minimumAllowed ? value >= minimum : value > minimum) && value <= maximum;
        return allowed ? Optional.of(value) : Optional.empty();
    }

    @Override
    public String allowed() {
        if (maximum == Double.MAX_VALUE) {
            return "a number";
        }
        return minimumAllowed
                ? "a number from " + shown(minimum) + " to " + shown(maximum)
                : "a number above " + shown(minimum) + ", at most " + shown(maximum);
    }

    private static String shown(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public boolean emptyIsUnset() {
        return true;
    }
}
