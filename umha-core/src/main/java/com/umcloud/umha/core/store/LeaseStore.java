package com.umcloud.umha.core.store;

import java.util.Optional;

/** The lease between processors: one row, changed by compare-and-set only. It knows no time: who waits does, on its own clock. */
public interface LeaseStore {
    /** The row, making it (epoch 0, counter 0, no holder) if it is missing. */
    LeaseRow read();

    /**
     * Replaces {@code seen} by (epoch + 1, 0, holder).
     *
     * @return the new row; empty if the row is not {@code seen} any more
     */
    Optional<LeaseRow> take(LeaseRow seen, String holder);

    /** Replaces {@code own} by (epoch, counter + 1, holder); empty if somebody else has taken it. */
    Optional<LeaseRow> renew(LeaseRow own);

    /** Gives it back at once: (epoch, counter + 1, ""); false if somebody else has taken it. */
    boolean release(LeaseRow own);
}
