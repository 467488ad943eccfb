package com.umcloud.umha.core.placement;

import com.umcloud.umha.api.evacuate.Resources;
import java.util.Optional;

/** A candidate together with what was booked on it. For one thread. */
final class Destination {
    private final Candidate candidate;
    private Optional<Resources> free;
    private int inFlight;

    Destination(Candidate candidate) {
        this.candidate = candidate;
        this.free = candidate.free();
        this.inFlight = candidate.inFlight();
    }

    Candidate candidate() {
        return candidate;
    }

    String host() {
        return candidate.host();
    }

    int inFlight() {
        return inFlight;
    }

    /** Memory that is left in MiB; none if that is not known. */
    long freeMemoryMb() {
        return free.map(Resources::memoryMb).orElse(0L);
    }

    /** Whether what is needed fits, as far as is known. */
    boolean mayHold(Resources needed) {
        return free.map(left -> left.holds(needed)).orElse(true);
    }

    void book(Resources needed) {
        free = free.map(left -> left.minus(needed));
        inFlight++;
    }
}
