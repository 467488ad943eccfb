package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.OperatorEffects;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.WordHeardException;
import com.umcloud.umha.core.store.database.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Rows of the tables {@code maintenance}, {@code arming}, {@code acknowledgement}, {@code operator_word} and {@code
 * host_judgement}.
 */
final class OperatorTables {
    static final String ARMING = "processing";
    static final String BLOCK_PERIOD = "BLOCK_PERIOD";
    static final String BREAKER = "BREAKER";

    private static final String PUT_ACKNOWLEDGEMENT = """
            INSERT INTO acknowledgement (kind, subject, operator_name, reason, acknowledged_at)
            VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE operator_name = VALUES(operator_name), reason = VALUES(reason),
              acknowledged_at = VALUES(acknowledged_at)""";

    private static final String PUT_JUDGEMENT = """
            INSERT INTO host_judgement (hostname, ruling, incident_id, judged_at, document)
            VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE ruling = VALUES(ruling), incident_id = VALUES(incident_id),
              judged_at = VALUES(judged_at), document = VALUES(document)""";

    /** A word that is heard or withdrawn. */
    private record Taken(OptionalLong epoch) {}

    private OperatorTables() {}

    /** Within the transaction of a step of the engine. */
    static void write(Handle handle, long epoch, OperatorEffects effects) {
        effects.heard().forEach(heard -> hear(handle, epoch, heard));
        effects.acknowledged().forEach((host, word) -> acknowledge(handle, BLOCK_PERIOD, host, word));
        effects.breaker().ifPresent(word -> acknowledge(handle, BREAKER, "", word));
        if (effects.breakerEnded()) {
            handle.execute("DELETE FROM acknowledgement WHERE kind = ?", BREAKER);
        }
        effects.maintenanceBegun().forEach(m -> putMaintenance(handle, m, false));
        effects.maintenanceOver()
                .forEach(m -> m.until()
                        .ifPresent(until -> handle.createUpdate(
                                        "DELETE FROM maintenance WHERE hostname = ? AND until_at = ?")
                                .bind(0, m.host())
                                .bind(1, DatabaseTime.toColumn(until))
                                .execute()));
        putJudgements(handle, effects.judgements());
        effects.forgotten().forEach(host -> handle.execute("DELETE FROM host_judgement WHERE hostname = ?", host));
    }

    /** A word is heard once: whoever finds it heard under another epoch, or withdrawn, must not follow it. */
    private static void hear(Handle handle, long epoch, OperatorEffects.Heard heard) {
        Optional<Taken> taken = handle.createQuery(
                        "SELECT handled_epoch FROM operator_word WHERE id = ? AND handled_at IS NOT NULL FOR UPDATE")
                .bind(0, heard.wordId())
                .map((row, context) -> new Taken(optionalLong(row, "handled_epoch")))
                .findOne();
        if (taken.isPresent() && !taken.get().epoch().equals(OptionalLong.of(epoch))) {
            throw new WordHeardException(heard.wordId());
        }
        int changed = handle.createUpdate("UPDATE operator_word SET handled_at = ?, handled_epoch = ?, accepted = ?,"
                        + " outcome = ? WHERE id = ? AND (handled_at IS NULL OR handled_epoch = ?)")
                .bind(0, DatabaseTime.toColumn(heard.at()))
                .bind(1, epoch)
                .bind(2, heard.accepted())
                .bind(3, heard.outcome())
                .bind(4, heard.wordId())
                .bind(5, epoch)
                .execute();
        if (changed == 0) {
            throw new WordHeardException(heard.wordId());
        }
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static void acknowledge(Handle handle, String kind, String subject, Acknowledgement word) {
        handle.createUpdate(PUT_ACKNOWLEDGEMENT)
                .bind(0, kind)
                .bind(1, subject)
                .bind(2, word.operator())
                .bind(3, word.reason())
                .bind(4, DatabaseTime.toColumn(word.at()))
                .execute();
    }

    /** @param replace whether it takes the place of what was said of the host before */
    static void putMaintenance(Handle handle, Maintenance maintenance, boolean replace) {
        String known = replace
                ? "owner = VALUES(owner), reason = VALUES(reason), since_at = VALUES(since_at), until_at = VALUES(until_at)"
                : "hostname = hostname";
        handle.createUpdate("INSERT INTO maintenance (hostname, owner, reason, since_at, until_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE " + known)
                .bind(0, maintenance.host())
                .bind(1, maintenance.owner())
                .bind(2, maintenance.reason())
                .bind(3, DatabaseTime.toColumn(maintenance.since()))
                .bind(4, maintenance.until().map(DatabaseTime::toColumn).orElse(null))
                .execute();
    }

    private static void putJudgements(Handle handle, List<JudgementRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(PUT_JUDGEMENT)) {
            for (JudgementRow row : rows) {
                batch.bind(0, row.host())
                        .bind(1, row.ruling())
                        .bind(2, row.incidentId().orElse(null))
                        .bind(3, DatabaseTime.toColumn(row.judgedAt()))
                        .bind(4, row.document())
                        .add();
            }
            batch.execute();
        }
    }

    static Maintenance maintenance(ResultSet row) throws SQLException {
        return new Maintenance(
                row.getString("hostname"),
                row.getString("owner"),
                row.getString("reason"),
                Columns.time(row, "since_at"),
                Columns.optionalTime(row, "until_at"));
    }

    static Arming arming(ResultSet row) throws SQLException {
        return new Arming(
                row.getBoolean("armed"),
                row.getBoolean("finish_begun"),
                row.getString("operator_name"),
                row.getString("reason"),
                Columns.time(row, "changed_at"));
    }

    static Acknowledgement acknowledgement(ResultSet row) throws SQLException {
        return new Acknowledgement(
                row.getString("operator_name"), row.getString("reason"), Columns.time(row, "acknowledged_at"));
    }

    static OperatorWord word(ResultSet row) throws SQLException {
        Optional<Instant> handled = Columns.optionalTime(row, "handled_at");
        boolean accepted = row.getBoolean("accepted");
        String outcome = Columns.optionalText(row, "outcome").orElse("");
        return new OperatorWord(
                row.getString("id"),
                OperatorWord.Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                Columns.optionalText(row, "incident_id"),
                row.getString("operator_name"),
                row.getString("reason"),
                row.getBoolean("destination_checked"),
                Columns.time(row, "said_at"),
                handled.map(at -> new OperatorWord.Outcome(at, accepted, outcome)));
    }

    static JudgementRow judgement(ResultSet row) throws SQLException {
        return new JudgementRow(
                row.getString("hostname"),
                row.getString("ruling"),
                Columns.optionalText(row, "incident_id"),
                Columns.time(row, "judged_at"),
                row.getString("document"));
    }
}
