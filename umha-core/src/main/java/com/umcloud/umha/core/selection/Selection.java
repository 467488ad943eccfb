package com.umcloud.umha.core.selection;

import java.util.List;
import java.util.Objects;

/**
 * What the rules say of an instance.
 *
 * @param evacuated whether it is evacuated
 * @param reason why not, in words for the operator; empty if it is
 * @param priority 0 to 1000, the higher the sooner
 * @param ignored what was said of it and not heeded, each in words for the operator
 */
public record Selection(boolean evacuated, String reason, int priority, List<String> ignored) {
    public Selection {
        Objects.requireNonNull(reason, "reason");
        if (priority < 0 || priority > 1000) {
            throw new IllegalArgumentException("a priority is 0 to 1000, not " + priority);
        }
        ignored = List.copyOf(ignored);
    }

    /** One for which everything was heeded. */
    public Selection(boolean evacuated, String reason, int priority) {
        this(evacuated, reason, priority, List.of());
    }
}
