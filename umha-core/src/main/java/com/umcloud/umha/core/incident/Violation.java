package com.umcloud.umha.core.incident;

import java.util.Objects;

/**
 * A step that must not be taken.
 *
 * @param about what breaks the rule, in a few words
 */
public record Violation(Invariant invariant, String about) {
    public Violation {
        Objects.requireNonNull(invariant, "invariant");
        Objects.requireNonNull(about, "about");
    }

    /** One line for the operator: the rule, and what would have broken it. */
    public String text() {
        return invariant.name() + " (" + invariant.text() + "): " + about;
    }
}
