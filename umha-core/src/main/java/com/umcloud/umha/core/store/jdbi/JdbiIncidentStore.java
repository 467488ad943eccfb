package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Incidents and what belongs to them in the tables {@code incident}, {@code intent}, {@code umha_log}, {@code evacuate_history}. */
public final class JdbiIncidentStore implements IncidentStore {
    private final Database database;

    public JdbiIncidentStore(Database database) {
        this.database = database;
    }

    @Override
    public void commit(long epoch, IncidentCommit commit) {
        database.write("write the incidents", handle -> {
            LeaseFence.hold(handle, epoch);
            OperatorTables.write(handle, epoch, commit.operators());
            IncidentTables.putIncidents(handle, commit.incidents());
            IncidentTables.putIntents(handle, commit.intents());
            IncidentTables.putHistory(handle, commit.history());
            IncidentTables.addLog(handle, commit.log());
            OutboxTable.add(handle, commit.outbox());
        });
    }

    @Override
    public List<IncidentRow> openIncidents() {
        return database.read(
                "read the open incidents",
                handle -> handle.createQuery("SELECT * FROM incident WHERE is_open = TRUE ORDER BY opened_at, id")
                        .map((row, context) -> IncidentTables.incident(row))
                        .list());
    }

    @Override
    public List<IncidentRow> recentIncidents(int limit) {
        return database.read(
                "read recent incidents",
                handle -> handle.createQuery("SELECT * FROM incident ORDER BY opened_at DESC, id DESC LIMIT ?")
                        .bind(0, limit)
                        .map((row, context) -> IncidentTables.incident(row))
                        .list());
    }

    @Override
    public List<IncidentRow> latestPerHost(Instant since) {
        return database.read(
                "read the latest incident of each host",
                handle -> handle.createQuery("SELECT * FROM (SELECT incident.*, ROW_NUMBER() OVER"
                                + " (PARTITION BY hostname ORDER BY opened_at DESC, id DESC) AS place"
                                + " FROM incident WHERE updated_at > ?) latest WHERE place = 1 ORDER BY hostname")
                        .bind(0, DatabaseTime.toColumn(since))
                        .map((row, context) -> IncidentTables.incident(row))
                        .list());
    }

    @Override
    public Optional<IncidentRow> incident(String id) {
        return database.read(
                "read incident " + id,
                handle -> handle.createQuery("SELECT * FROM incident WHERE id = ?")
                        .bind(0, id)
                        .map((row, context) -> IncidentTables.incident(row))
                        .findOne());
    }

    @Override
    public List<IntentRow> unfinishedIntents() {
        return database.read(
                "read unfinished commands",
                handle -> handle.createQuery("SELECT * FROM intent WHERE state = ? ORDER BY created_at, id")
                        .bind(0, IntentState.INTENDED.name())
                        .map((row, context) -> IncidentTables.intent(row))
                        .list());
    }

    @Override
    public List<HistoryRow> history(String incidentId) {
        return database.read(
                "read the history of incident " + incidentId,
                handle -> handle.createQuery("SELECT * FROM evacuate_history WHERE incident_id = ?"
                                + " ORDER BY instance_name, instance_id")
                        .bind(0, incidentId)
                        .map((row, context) -> IncidentTables.history(row))
                        .list());
    }

    @Override
    public List<LogRow> recentLog(Optional<String> host, int limit) {
        String where = host.isPresent() ? " WHERE hostname = :host" : "";
        return database.read("read the log", handle -> {
            Query query = handle.createQuery("SELECT * FROM umha_log" + where + " ORDER BY id DESC LIMIT :limit")
                    .bind("limit", limit);
            host.ifPresent(name -> query.bind("host", name));
            return query.map((row, context) -> IncidentTables.log(row)).list();
        });
    }
}
