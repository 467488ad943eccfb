package com.umcloud.umha.api.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A password, key or token. It prints as {@code ******}, so that a record that holds one can be logged. Equality is by
 * value and takes the same time wherever the values differ.
 */
public final class Secret {
    /** What every secret prints as. */
    public static final String MASK = "******";

    private static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value);
    }

    /** The secret that is not there. */
    public static Secret none() {
        return NONE;
    }

    /** The clear text; the caller must not log it, put it into a URL or into another program's arguments. */
    public String reveal() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "" : MASK;
    }
}
