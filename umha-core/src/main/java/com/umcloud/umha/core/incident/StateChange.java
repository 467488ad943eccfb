package com.umcloud.umha.core.incident;

import java.util.Objects;
import java.util.Optional;

/**
 * One declared way from a state to the next.
 *
 * @param from empty for the way in
 * @param cause what leads to it, for people
 */
public record StateChange<S extends Enum<S>>(Optional<S> from, S to, String cause) {
    public StateChange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(cause, "cause");
    }
}
