package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.store.StaleEpochException;
import org.jdbi.v3.core.Handle;

/**
 * Ties a transaction to the lease. The row is changed, not only locked: on a Galera cluster a lock holds on one server
 * only, while two transactions that change one row never both commit, whichever servers they run on.
 */
final class LeaseFence {
    private LeaseFence() {}

    /**
     * First statement of a transaction that may only be committed under {@code epoch}.
     *
     * @throws StaleEpochException if the lease has another epoch
     */
    static void hold(Handle handle, long epoch) {
        int held = handle.createUpdate("UPDATE lease SET commits = commits + 1 WHERE name = ? AND epoch = ?")
                .bind(0, JdbiLeaseStore.NAME)
                .bind(1, epoch)
                .execute();
        if (held != 1) {
            long current = handle.createQuery("SELECT epoch FROM lease WHERE name = ?")
                    .bind(0, JdbiLeaseStore.NAME)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L);
            throw new StaleEpochException(epoch, current);
        }
    }
}
