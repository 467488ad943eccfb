package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.database.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of the tables {@code incident}, {@code intent}, {@code umha_log} and {@code evacuate_history}. */
final class IncidentTables {
    private static final String PUT_INCIDENT = """
            INSERT INTO incident (id, hostname, state, fault, is_open, opened_at, updated_at, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE hostname = VALUES(hostname), state = VALUES(state), fault = VALUES(fault),
              is_open = VALUES(is_open), opened_at = VALUES(opened_at), updated_at = VALUES(updated_at),
              document = VALUES(document)""";

    private static final String PUT_INTENT = """
            INSERT INTO intent (id, incident_id, command, subject, state, created_at, updated_at, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE incident_id = VALUES(incident_id), command = VALUES(command),
              subject = VALUES(subject), state = VALUES(state), updated_at = VALUES(updated_at),
              detail = VALUES(detail)""";

    private static final String PUT_HISTORY = """
            INSERT INTO evacuate_history (incident_id, instance_id, instance_name, source_host, destination_host,
              outcome, detail, started_at, finished_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE instance_name = VALUES(instance_name), source_host = VALUES(source_host),
              destination_host = VALUES(destination_host), outcome = VALUES(outcome), detail = VALUES(detail),
              started_at = VALUES(started_at), finished_at = VALUES(finished_at)""";

    private static final String ADD_LOG = """
            INSERT INTO umha_log (logged_at, severity, hostname, incident_id, kind, message)
            VALUES (?, ?, ?, ?, ?, ?)""";

    private IncidentTables() {}

    static void putIncidents(Handle handle, List<IncidentRow> rows) {
        putAll(
                handle,
                PUT_INCIDENT,
                rows,
                (batch, row) -> batch.bind(0, row.id())
                        .bind(1, row.host())
                        .bind(2, row.state())
                        .bind(3, row.fault())
                        .bind(4, row.open())
                        .bind(5, DatabaseTime.toColumn(row.openedAt()))
                        .bind(6, DatabaseTime.toColumn(row.updatedAt()))
                        .bind(7, row.document()));
    }

    static void putIntents(Handle handle, List<IntentRow> rows) {
        putAll(
                handle,
                PUT_INTENT,
                rows,
                (batch, row) -> batch.bind(0, row.id())
                        .bind(1, row.incidentId())
                        .bind(2, row.command())
                        .bind(3, row.subject())
                        .bind(4, row.state().name())
                        .bind(5, DatabaseTime.toColumn(row.createdAt()))
                        .bind(6, DatabaseTime.toColumn(row.updatedAt()))
                        .bind(7, row.detail()));
    }

    static void putHistory(Handle handle, List<HistoryRow> rows) {
        putAll(
                handle,
                PUT_HISTORY,
                rows,
                (batch, row) -> batch.bind(0, row.incidentId())
                        .bind(1, row.instanceId())
                        .bind(2, row.instanceName())
                        .bind(3, row.source())
                        .bind(4, row.destination().orElse(null))
                        .bind(5, row.outcome())
                        .bind(6, row.detail())
                        .bind(7, DatabaseTime.toColumn(row.startedAt()))
                        .bind(8, row.finishedAt().map(DatabaseTime::toColumn).orElse(null)));
    }

    static void addLog(Handle handle, List<LogRow> rows) {
        putAll(
                handle,
                ADD_LOG,
                rows,
                (batch, row) -> batch.bind(0, DatabaseTime.toColumn(row.at()))
                        .bind(1, row.severity().name())
                        .bind(2, row.host().orElse(null))
                        .bind(3, row.incidentId().orElse(null))
                        .bind(4, row.kind())
                        .bind(5, row.message()));
    }

    private static <T> void putAll(Handle handle, String sql, List<T> rows, BiConsumer<PreparedBatch, T> binder) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (T row : rows) {
                binder.accept(batch, row);
                batch.add();
            }
            batch.execute();
        }
    }

    static IncidentRow incident(ResultSet row) throws SQLException {
        return new IncidentRow(
                row.getString("id"),
                row.getString("hostname"),
                row.getString("state"),
                row.getString("fault"),
                row.getBoolean("is_open"),
                Columns.time(row, "opened_at"),
                Columns.time(row, "updated_at"),
                row.getString("document"));
    }

    static IntentRow intent(ResultSet row) throws SQLException {
        return new IntentRow(
                row.getString("id"),
                row.getString("incident_id"),
                row.getString("command"),
                row.getString("subject"),
                IntentState.valueOf(row.getString("state")),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"),
                row.getString("detail"));
    }

    static HistoryRow history(ResultSet row) throws SQLException {
        return new HistoryRow(
                row.getString("incident_id"),
                row.getString("instance_id"),
                row.getString("instance_name"),
                row.getString("source_host"),
                Columns.optionalText(row, "destination_host"),
                row.getString("outcome"),
                row.getString("detail"),
                Columns.time(row, "started_at"),
                Columns.optionalTime(row, "finished_at"));
    }

    static LogRow log(ResultSet row) throws SQLException {
        return new LogRow(
                Columns.time(row, "logged_at"),
                Severity.valueOf(row.getString("severity")),
                Columns.optionalText(row, "hostname"),
                Columns.optionalText(row, "incident_id"),
                row.getString("kind"),
                row.getString("message"));
    }
}
