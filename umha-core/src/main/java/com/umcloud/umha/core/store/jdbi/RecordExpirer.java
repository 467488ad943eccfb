package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Removes old lines of the log, finished commands and delivered notifications. What belongs to an open incident stays, however
 * old; so does what is owed or unfinished. Rows are looked for without locks and removed by their keys, a few hundred in a
 * transaction, so that the engine never waits for it.
 */
public final class RecordExpirer {
    private static final int AT_ONCE = 500;
    private static final String NOT_OPEN = " AND (incident.id IS NULL OR incident.is_open = FALSE)";

    private final Database database;
    private final InstantSource clock;
    private final int atOnce;

    public RecordExpirer(Database database, InstantSource clock) {
        this(database, clock, AT_ONCE);
    }

    RecordExpirer(Database database, InstantSource clock, int atOnce) {
        this.database = database;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /** Removes up to so many rows of one table. */
    private interface Batch {
        int remove(Instant before);
    }

    /**
     * Runs until all is done or nobody wants it to go on. Not for the engine's thread; may be broken off at any time.
     *
     * @param keep what is older is removed
     * @param goesOn asked before each transaction
     * @throws com.umcloud.umha.api.failure.UmhaException EXTERNAL if the database is away or refuses; what was removed until
     *     then stays removed
     */
    public RecordReport expire(Duration keep, BooleanSupplier goesOn) {
        Instant before = clock.instant().minus(keep);
        return new RecordReport(
                all(this::logLines, before, goesOn),
                all(this::commands, before, goesOn),
                all(this::notifications, before, goesOn));
    }

    private long all(Batch batch, Instant before, BooleanSupplier goesOn) {
        long removed = 0;
        int last = atOnce;
        while (last == atOnce && goesOn.getAsBoolean()) {
            last = batch.remove(before);
            removed += last;
        }
        return removed;
    }

    private int logLines(Instant before) {
        List<Long> old = database.read(
                "look for old lines of the log",
                handle -> handle.createQuery("SELECT umha_log.id FROM umha_log"
                                + " LEFT JOIN incident ON incident.id = umha_log.incident_id"
                                + " WHERE umha_log.logged_at < ?" + NOT_OPEN
                                + " ORDER BY umha_log.logged_at, umha_log.id LIMIT ?")
                        .bind(0, DatabaseTime.toColumn(before))
                        .bind(1, atOnce)
                        .mapTo(Long.class)
                        .list());
        return old.isEmpty()
                ? 0
                : database.transaction(
                        "remove old lines of the log",
                        handle -> handle.createUpdate("DELETE FROM umha_log WHERE id IN (<ids>)")
                                .bindList("ids", old)
                                .execute());
    }

    private int commands(Instant before) {
        List<String> old = database.read(
                "look for old commands",
                handle -> handle.createQuery("SELECT intent.id FROM intent"
                                + " LEFT JOIN incident ON incident.id = intent.incident_id"
                                + " WHERE intent.state = ? AND intent.created_at < ? AND intent.updated_at < ?"
                                + NOT_OPEN
                                + " ORDER BY intent.created_at, intent.id LIMIT ?")
                        .bind(0, IntentState.FINISHED.name())
                        .bind(1, DatabaseTime.toColumn(before))
                        .bind(2, DatabaseTime.toColumn(before))
                        .bind(3, atOnce)
                        .mapTo(String.class)
                        .list());
        return old.isEmpty()
                ? 0
                : database.transaction(
                        "remove old commands",
                        handle -> handle.createUpdate("DELETE FROM intent WHERE id IN (<ids>)")
                                .bindList("ids", old)
                                .execute());
    }

    private record Delivered(String notifier, String notificationId) {}

    private int notifications(Instant before) {
        List<Delivered> old = database.read(
                "look for old notifications",
                handle -> handle.createQuery("SELECT outbox.notifier, outbox.notification_id FROM outbox"
                                + " LEFT JOIN incident ON incident.id = outbox.incident_id"
                                + " WHERE outbox.delivered_at < ?" + NOT_OPEN + " ORDER BY outbox.delivered_at LIMIT ?")
                        .bind(0, DatabaseTime.toColumn(before))
                        .bind(1, atOnce)
                        .map((row, context) ->
                                new Delivered(row.getString("notifier"), row.getString("notification_id")))
                        .list());
        if (old.isEmpty()) {
            return 0;
        }
        database.write("remove old notifications", handle -> {
            PreparedBatch batch = handle.prepareBatch("DELETE FROM outbox WHERE notifier = ? AND notification_id = ?");
            old.forEach(row -> batch.add(row.notifier(), row.notificationId()));
            batch.execute();
        });
        return old.size();
    }
}
