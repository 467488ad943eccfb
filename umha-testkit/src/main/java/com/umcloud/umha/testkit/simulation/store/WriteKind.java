package com.umcloud.umha.testkit.simulation.store;

import java.util.Optional;

/** What a transaction writes. */
public enum WriteKind {
    /** A step of the engine. */
    COMMIT(DatabaseFault.COMMIT_LOST, DatabaseFault.COMMIT_ANSWER_LOST, Optional.of(DatabaseFault.COMMIT_LATE)),
    /** The lease: taken, renewed or given back. */
    LEASE(DatabaseFault.LEASE_WRITE_LOST, DatabaseFault.LEASE_ANSWER_LOST, Optional.of(DatabaseFault.LEASE_WRITE_LATE)),
    /** Notifications outside of a step, and what became of their delivery. */
    OUTBOX(DatabaseFault.NOTE_LOST, DatabaseFault.NOTE_ANSWER_LOST, Optional.empty()),
    /** Devices, addresses and signals of hosts. */
    HOSTS(DatabaseFault.NOTE_LOST, DatabaseFault.NOTE_ANSWER_LOST, Optional.empty()),
    /** What operators say. */
    OPERATORS(DatabaseFault.NOTE_LOST, DatabaseFault.NOTE_ANSWER_LOST, Optional.empty()),
    /** Samples and heartbeats. */
    SAMPLES(DatabaseFault.NOTE_LOST, DatabaseFault.NOTE_ANSWER_LOST, Optional.empty());

    private final DatabaseFault lost;
    private final DatabaseFault answerLost;
    private final Optional<DatabaseFault> late;

    WriteKind(DatabaseFault lost, DatabaseFault answerLost, Optional<DatabaseFault> late) {
        this.lost = lost;
        this.answerLost = answerLost;
        this.late = late;
    }

    DatabaseFault lost() {
        return lost;
    }

    DatabaseFault answerLost() {
        return answerLost;
    }

    Optional<DatabaseFault> late() {
        return late;
    }

    /** Whether the transaction changes the row of the lease, so that two of them cannot be under way at the same time. */
    boolean touchesLease() {
        return late.isPresent();
    }
}
