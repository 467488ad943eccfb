package com.umcloud.umha.core.config.schema;

import java.util.Locale;
import java.util.Optional;

/** oslo.config's booleans: {@code 1}, {@code yes}, {@code on}, {@code true} and their opposites in any case. */
public record BooleanType() implements ValueType {
    @Override
    public Optional<Object> parse(String text) {
        return read(text).map(value -> value);
    }

    /** Reads the text of a boolean; empty if it is none. */
    public static Optional<Boolean> read(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "on", "yes" -> Optional.of(true);
            case "false", "0", "off", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    @Override
    public String allowed() {
        return "true or false";
    }
}
