package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.database.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of table {@code outbox}, written by the store of incidents and by that of the outbox. */
final class OutboxTable {
    private OutboxTable() {}

    /** A row whose notifier and notification id are known is kept as it is. */
    static void add(Handle handle, List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch("INSERT INTO outbox (notifier, notification_id, kind, severity,"
                + " hostname, incident_id, happened_at, title, body, next_attempt_at, attempts)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE notifier = notifier")) {
            for (OutboxRow row : rows) {
                Notification notification = row.notification();
                batch.bind(0, row.notifier())
                        .bind(1, notification.id())
                        .bind(2, notification.kind())
                        .bind(3, notification.severity().name())
                        .bind(4, notification.host().orElse(null))
                        .bind(5, notification.incidentId().orElse(null))
                        .bind(6, DatabaseTime.toColumn(notification.at()))
                        .bind(7, notification.title())
                        .bind(8, notification.body())
                        .bind(9, DatabaseTime.toColumn(row.nextAttemptAt()))
                        .bind(10, row.attempts())
                        .add();
            }
            batch.execute();
        }
    }

    static OutboxRow row(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getString("notifier"),
                notification(row),
                Columns.time(row, "next_attempt_at"),
                row.getInt("attempts"));
    }

    static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getString("notification_id"),
                row.getString("kind"),
                Severity.valueOf(row.getString("severity")),
                Columns.optionalText(row, "hostname"),
                Columns.optionalText(row, "incident_id"),
                Columns.time(row, "happened_at"),
                row.getString("title"),
                row.getString("body"));
    }
}
