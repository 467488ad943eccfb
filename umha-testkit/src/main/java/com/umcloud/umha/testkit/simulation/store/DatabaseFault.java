package com.umcloud.umha.testkit.simulation.store;

/** What can go wrong between a processor and its database. */
public enum DatabaseFault {
    /** The server does not answer: every call fails, nothing is written. */
    AWAY,
    /** The way from one processor to the server is cut: its calls fail, nothing of them is written. */
    PARTITIONED,
    /** A server that is full, or was set read-only: what is read is right, whatever writes fails. */
    READ_ONLY,
    /**
     * Another transaction was in the way of this one, which was rolled back. The client does it again, {@value
     * com.umcloud.umha.core.store.database.Database#ATTEMPTS} times in all; only if every one of them fails the caller hears
     * of it.
     */
    DEADLOCK,
    /** The connection broke during the commit of a step, which was not written. */
    COMMIT_LOST,
    /** The connection broke during the commit of a step, which was written. */
    COMMIT_ANSWER_LOST,
    /**
     * The connection broke during the commit of a step, which the server writes some time later. Until then the row of the
     * lease is locked: nobody else can commit a step or change the lease, and what is read is the old.
     */
    COMMIT_LATE,
    /** As {@link #COMMIT_LOST}, of a change of the lease. */
    LEASE_WRITE_LOST,
    /** As {@link #COMMIT_ANSWER_LOST}, of a change of the lease. */
    LEASE_ANSWER_LOST,
    /** As {@link #COMMIT_LATE}, of a change of the lease. */
    LEASE_WRITE_LATE,
    /** As {@link #COMMIT_LOST}, of anything else: a delivery that is noted, a signal, a sample. */
    NOTE_LOST,
    /** As {@link #COMMIT_ANSWER_LOST}, of anything else. */
    NOTE_ANSWER_LOST
}
