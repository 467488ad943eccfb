package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Resources;
import java.util.Objects;
import java.util.Optional;

/**
 * When an instance has its turn and where it is sent. Immutable.
 *
 * @param priority 0 to 1000, the higher the sooner
 * @param needs what it takes of a host; zero if that is not known
 * @param requested the destination that was named when it was last asked for; empty if the scheduler was to choose
 * @param schedulerOnly whether a named destination was refused, so that none is named any more
 */
public record Placing(int priority, Resources needs, Optional<String> requested, boolean schedulerOnly) {
    public Placing {
        Objects.requireNonNull(needs, "needs");
        Objects.requireNonNull(requested, "requested");
    }

    static Placing of(int priority, Resources needs) {
        return new Placing(priority, needs, Optional.empty(), false);
    }

    Placing sentTo(Optional<String> destination) {
        return new Placing(priority, needs, destination, schedulerOnly);
    }

    /** The named destination did not take it. */
    Placing refused() {
        return new Placing(priority, needs, Optional.empty(), true);
    }
}
