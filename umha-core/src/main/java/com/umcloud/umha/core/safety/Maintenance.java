package com.umcloud.umha.core.safety;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A host that somebody works on: it is left alone until then.
 *
 * @param owner who works on it
 * @param since when it was taken into maintenance
 * @param until when that ends by itself; empty if somebody has to end it
 */
public record Maintenance(String host, String owner, String reason, Instant since, Optional<Instant> until) {
    public Maintenance {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
    }

    /** Whether its time is over. */
    public boolean isOver(Instant now) {
        return until.map(end -> !now.isBefore(end)).orElse(false);
    }

    /** One line for the operator. */
    public String text() {
        return "in maintenance by " + owner + " since " + since
                + until.map(end -> " until " + end).orElse("") + (reason.isEmpty() ? "" : ": " + reason);
    }
}
