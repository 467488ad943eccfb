package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Migration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an instance was held by, and what an operator has said to that. Immutable.
 *
 * @param migration the unfinished record that held it last; empty if only its status did, or nothing
 * @param destination where that record says that it goes
 * @param releasedBy the operator who has released it; empty text if nobody has
 * @param released ids of records that count as failed, because an operator has said so
 */
public record Holding(
        Optional<String> migration, Optional<String> destination, String releasedBy, Set<String> released) {
    /** Nothing held it. */
    public static final Holding NONE = new Holding(Optional.empty(), Optional.empty(), "", Set.of());

    public Holding {
        Objects.requireNonNull(releasedBy, "releasedBy");
        released = Set.copyOf(released);
    }

    /** Whether an operator has released it. Its name keeps it apart from {@link #released} in the JSON. */
    public boolean wasReleased() {
        return !releasedBy.isEmpty();
    }

    Holding by(Optional<Migration> record) {
        return new Holding(record.map(Migration::id), record.flatMap(Migration::destination), releasedBy, released);
    }

    Holding releasedBy(String operator) {
        Set<String> more = new HashSet<>(released);
        migration.ifPresent(more::add);
        return new Holding(migration, destination, operator, more);
    }
}
