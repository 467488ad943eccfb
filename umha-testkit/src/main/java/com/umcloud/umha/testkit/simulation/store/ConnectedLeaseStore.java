package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LeaseStore;
import java.util.Optional;

/** The lease over a connection. */
final class ConnectedLeaseStore implements LeaseStore {
    private final DatabaseConnection connection;
    private final MemoryDatabase database;

    ConnectedLeaseStore(DatabaseConnection connection, MemoryDatabase database) {
        this.connection = connection;
        this.database = database;
    }

    @Override
    public LeaseRow read() {
        return connection.read("read the lease", database::lease);
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
        boolean replaced = connection.write(
                WriteKind.LEASE, what, () -> database.replaceLease(connection.processor(), expected, next));
        return replaced ? Optional.of(next) : Optional.empty();
    }
}
