package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LeaseStore;
import com.umcloud.umha.core.store.database.Database;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The lease in table {@code lease}: every change is one UPDATE that names the row it expects to find. */
public final class JdbiLeaseStore implements LeaseStore {
    /** The name of the one lease. */
    static final String NAME = "processing";

    private final Database database;

    public JdbiLeaseStore(Database database) {
        this.database = database;
    }

    @Override
    public LeaseRow read() {
        return database.read("read the lease", JdbiLeaseStore::find)
                .orElseGet(() -> database.transaction("make the lease", JdbiLeaseStore::make));
    }

    @Override
    public Optional<LeaseRow> take(LeaseRow seen, String holder) {
        return replace("take the lease", seen, new LeaseRow(seen.epoch() + 1, 0, holder));
    }

    @Override
    public Optional<LeaseRow> renew(LeaseRow own) {
        return replace("renew the lease", own, new LeaseRow(own.epoch(), own.counter() + 1, own.holder()));
    }

    @Override
    public boolean release(LeaseRow own) {
        return replace("release the lease", own, new LeaseRow(own.epoch(), own.counter() + 1, ""))
                .isPresent();
    }

    private Optional<LeaseRow> replace(String what, LeaseRow expected, LeaseRow next) {
        int changed = database.transaction(
                what,
                handle -> handle.createUpdate("UPDATE lease SET epoch = :nextEpoch, counter = :nextCounter,"
                                + " holder = :nextHolder WHERE name = :name AND epoch = :epoch AND counter = :counter"
                                + " AND holder = :holder")
                        .bind("nextEpoch", next.epoch())
                        .bind("nextCounter", next.counter())
                        .bind("nextHolder", next.holder())
                        .bind("name", NAME)
                        .bind("epoch", expected.epoch())
                        .bind("counter", expected.counter())
                        .bind("holder", expected.holder())
                        .execute());
        return changed == 1 ? Optional.of(next) : Optional.empty();
    }

    private static Optional<LeaseRow> find(Handle handle) {
        return handle.createQuery("SELECT epoch, counter, holder FROM lease WHERE name = ?")
                .bind(0, NAME)
                .map((row, context) ->
                        new LeaseRow(row.getLong("epoch"), row.getLong("counter"), row.getString("holder")))
                .findOne();
    }

    private static LeaseRow make(Handle handle) {
        handle.createUpdate("INSERT INTO lease (name, epoch, counter, holder, commits) VALUES (?, 0, 0, '', 0)"
                        + " ON DUPLICATE KEY UPDATE epoch = epoch")
                .bind(0, NAME)
                .execute();
        return find(handle).orElseThrow();
    }
}
