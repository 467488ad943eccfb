package com.umcloud.umha.evacuators.nova.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A microversion of Nova's API (Compute API guide, "Microversions"): 2.{@code minor}. 2.0 stands for a Nova that knows
 * none.
 */
public record Microversion(int minor) implements Comparable<Microversion> {
    /** The newest one whose evacuations start the instance: from 2.95 on it would arrive stopped. */
    public static final Microversion NEWEST_KNOWN = new Microversion(93);

    private static final Pattern FORM = Pattern.compile("2\\.(\\d{1,4})");

    public Microversion {
        if (minor < 0) {
            throw new IllegalArgumentException("a microversion is 2.0 or higher, not 2." + minor);
        }
    }

    /**
     * Reads {@code 2.N}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Microversion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a microversion looks like 2.60, not '" + text + "'");
        }
        return new Microversion(Integer.parseInt(matcher.group(1)));
    }

    public boolean isAtLeast(int otherMinor) {
        return minor >= otherMinor;
    }

    /** The lower of the two. */
    public Microversion atMost(int otherMinor) {
        return minor <= otherMinor ? this : new Microversion(otherMinor);
    }

    @Override
    public int compareTo(Microversion other) {
        return Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return "2." + minor;
    }
}
