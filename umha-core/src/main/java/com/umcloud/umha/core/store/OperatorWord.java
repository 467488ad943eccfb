package com.umcloud.umha.core.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that an operator says to the processor that acts. It is heard within a round, once.
 *
 * @param subject the host, incident or instance that it is about; empty text if about the whole cloud
 * @param incidentId the incident that the operator had in mind; empty if none
 * @param destinationChecked with RELEASE_INSTANCE: that the operator has looked on the destination and it does not run there
 * @param saidAt by the operator's clock
 * @param outcome what became of it; empty as long as nobody has heard it
 */
public record OperatorWord(
        String id,
        Kind kind,
        String subject,
        Optional<String> incidentId,
        String operator,
        String reason,
        boolean destinationChecked,
        Instant saidAt,
        Optional<Outcome> outcome) {
    /** What can be said. */
    public enum Kind {
        /** The host is off: somebody has seen it. */
        CONFIRM_OFF,
        /** The instance is evacuated although something holds it. */
        RELEASE_INSTANCE,
        /** The incident is not taken further. */
        CANCEL_INCIDENT,
        /** The host's last fencing is known; it may be fenced again within the block period. */
        ACKNOWLEDGE_HOST,
        /** Hosts are fenced although many fail at once. */
        ALLOW_BREAKER
    }

    /**
     * What became of a word.
     *
     * @param accepted false if it was refused
     * @param text one line for the operator
     */
    public record Outcome(Instant at, boolean accepted, String text) {}

    public OperatorWord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(saidAt, "saidAt");
        if (operator.isBlank()) {
            throw new IllegalArgumentException("an operator has a name");
        }
    }
}
