package com.umcloud.umha.core.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The {@code meters} of a source under Ceilometer's rules: names and {@code !names}, both with the shell's wildcards
 * {@code * ? [..]}; upper and lower case differ. A name is refused by any {@code !pattern} that fits, else taken by any
 * plain pattern that fits, else taken if there are only {@code !patterns}.
 */
public final class MeterMatcher {
    private final List<String> patterns;
    private final List<Wildcard> included = new ArrayList<>();
    private final List<Wildcard> excluded = new ArrayList<>();

    private MeterMatcher(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                excluded.add(new Wildcard(pattern.substring(1)));
            } else {
                included.add(new Wildcard(pattern));
            }
        }
    }

    /**
     * A matcher of the patterns.
     *
     * @throws IllegalArgumentException with the rule that they break
     */
    public static MeterMatcher of(List<String> patterns) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("no meters are given: list names, or \"*\" for all");
        }
        if (patterns.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("an empty name is no meter: remove it");
        }
        boolean names = patterns.stream().anyMatch(pattern -> !pattern.startsWith("!") && !pattern.startsWith("*"));
        if (names && patterns.stream().anyMatch(pattern -> pattern.startsWith("!"))) {
            throw new IllegalArgumentException(
                    "both included and excluded meters are given in " + patterns + ": use names only, or !names only");
        }
        if (names && patterns.contains("*")) {
            throw new IllegalArgumentException(
                    "\"*\" already takes every meter, so other names beside it in " + patterns + " are refused");
        }
        return new MeterMatcher(patterns);
    }

    public boolean matches(String name) {
        if (excluded.stream().anyMatch(pattern -> pattern.matches(name))) {
            return false;
        }
        return included.isEmpty() || included.stream().anyMatch(pattern -> pattern.matches(name));
    }

    /** The names that are listed without any wildcard or negation. */
    public List<String> plainNames() {
        return patterns.stream()
                .filter(pattern -> !pattern.startsWith("!") && !Wildcard.isWild(pattern))
                .toList();
    }

    /** The patterns as they stand in the file. */
    @Override
    public String toString() {
        return patterns.toString();
    }
}
