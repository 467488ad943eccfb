package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseTime;
import java.time.Instant;
import java.util.List;

/** The outbox in table {@code outbox}; delivered rows stay for the record. */
public final class JdbiOutboxStore implements OutboxStore {
    private final Database database;

    public JdbiOutboxStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(List<OutboxRow> rows) {
        if (!rows.isEmpty()) {
            database.write("put notifications into the outbox", handle -> OutboxTable.add(handle, rows));
        }
    }

    @Override
    public List<OutboxRow> due(Instant now, int limit) {
        return database.read(
                "read the outbox",
                handle -> handle.createQuery("SELECT * FROM outbox WHERE delivered_at IS NULL"
                                + " AND next_attempt_at <= ? ORDER BY happened_at, notification_id, notifier LIMIT ?")
                        .bind(0, DatabaseTime.toColumn(now))
                        .bind(1, limit)
                        .map((row, context) -> OutboxTable.row(row))
                        .list());
    }

    @Override
    public void delivered(String notifier, String notificationId, Instant at) {
        database.write(
                "note a delivery",
                handle -> handle.createUpdate("UPDATE outbox SET delivered_at = ?, last_error = NULL"
                                + " WHERE notifier = ? AND notification_id = ?")
                        .bind(0, DatabaseTime.toColumn(at))
                        .bind(1, notifier)
                        .bind(2, notificationId)
                        .execute());
    }

    @Override
    public void retryAt(String notifier, String notificationId, Instant nextAttempt, String detail) {
        database.write(
                "note a failed delivery",
                handle -> handle.createUpdate("UPDATE outbox SET next_attempt_at = ?, last_error = ?,"
                                + " attempts = attempts + 1"
                                + " WHERE notifier = ? AND notification_id = ? AND delivered_at IS NULL")
                        .bind(0, DatabaseTime.toColumn(nextAttempt))
                        .bind(1, detail)
                        .bind(2, notifier)
                        .bind(3, notificationId)
                        .execute());
    }

    @Override
    public int owed() {
        return database.read(
                "count the outbox",
                handle -> handle.createQuery("SELECT COUNT(*) FROM outbox WHERE delivered_at IS NULL")
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public List<Notification> recent(int limit) {
        return database.read(
                "read recent notifications",
                handle -> handle.createQuery("SELECT * FROM outbox WHERE notifier = (SELECT MIN(twin.notifier)"
                                + " FROM outbox twin WHERE twin.notification_id = outbox.notification_id)"
                                + " ORDER BY happened_at DESC, notification_id DESC LIMIT ?")
                        .bind(0, limit)
                        .map((row, context) -> OutboxTable.notification(row))
                        .list());
    }
}
