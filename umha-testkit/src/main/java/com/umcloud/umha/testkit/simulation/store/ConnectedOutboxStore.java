package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import java.time.Instant;
import java.util.List;

/** The outbox over a connection. */
final class ConnectedOutboxStore implements OutboxStore {
    private final DatabaseConnection connection;
    private final OutboxTable table;

    ConnectedOutboxStore(DatabaseConnection connection, MemoryDatabase database) {
        this.connection = connection;
        this.table = database.outboxTable();
    }

    @Override
    public void add(List<OutboxRow> rows) {
        if (!rows.isEmpty()) {
            List<OutboxRow> added = List.copyOf(rows);
            connection.write(WriteKind.OUTBOX, "put notifications into the outbox", () -> {
                OutboxTable.check(added);
                return Change.of(true, () -> table.add(added));
            });
        }
    }

    @Override
    public List<OutboxRow> due(Instant now, int limit) {
        return connection.read("read the outbox", () -> table.due(row -> true, now, limit));
    }

    @Override
    public List<OutboxRow> due(String notifier, Instant now, int limit) {
        return connection.read(
                "read the outbox", () -> table.due(row -> row.notifier().equals(notifier), now, limit));
    }

    @Override
    public void delivered(String notifier, String notificationId, Instant at) {
        connection.write(WriteKind.OUTBOX, "note a delivery", () -> table.delivered(notifier, notificationId, at));
    }

    @Override
    public void retryAt(String notifier, String notificationId, Instant nextAttempt, String detail) {
        connection.write(
                WriteKind.OUTBOX,
                "note a failed delivery",
                () -> table.retryAt(notifier, notificationId, nextAttempt, detail));
    }

    @Override
    public int owed() {
        return connection.read("count the outbox", table::owed);
    }

    @Override
    public List<Notification> recent(int limit) {
        return connection.read("read recent notifications", () -> table.recent(limit));
    }
}
