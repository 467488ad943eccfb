package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Resources;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * When an instance has its turn and where it is sent. Immutable.
 *
 * @param priority 0 to 1000, the higher the sooner
 * @param needs what it takes of a host; zero if that is not known
 * @param requested the destination that was named when it was last asked for; empty if the scheduler was to choose
 * @param schedulerOnly whether the last destination that was named was refused, so that the scheduler chooses
 * @param failed hosts on which it did not come up: they are not named to it; none in a document of an older version
 */
public record Placing(
        int priority, Resources needs, Optional<String> requested, boolean schedulerOnly, Set<String> failed) {
    /** What fails on so many hosts fails because of itself. */
    private static final int FEW = 3;

    public Placing {
        Objects.requireNonNull(needs, "needs");
        Objects.requireNonNull(requested, "requested");
        failed = Set.copyOf(Objects.requireNonNullElse(failed, Set.of()));
    }

    static Placing of(int priority, Resources needs) {
        return new Placing(priority, needs, Optional.empty(), false, Set.of());
    }

    /** Whether the scheduler chooses next. */
    boolean isLeftToScheduler() {
        return schedulerOnly || failed.size() >= FEW;
    }

    Placing sentTo(Optional<String> destination) {
        return new Placing(priority, needs, destination, schedulerOnly, failed);
    }

    /** The named destination did not take it. */
    Placing refused() {
        return new Placing(
                priority,
                needs,
                Optional.empty(),
                true,
                requested.map(this::failedAnd).orElse(failed));
    }

    /**
     * It failed on the host that the scheduler has chosen, and would choose again. When it was left to the scheduler because it had
     * failed on few hosts before, those may be better by now: they are named in turn anew.
     */
    Placing failedOn(String host) {
        Set<String> known = failed.size() >= FEW ? Set.of(host) : failedAnd(host);
        return new Placing(priority, needs, Optional.empty(), false, known);
    }

    private Set<String> failedAnd(String host) {
        Set<String> all = new HashSet<>(failed);
        all.add(host);
        return all;
    }
}
