package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.LogRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Incidents over a connection. */
final class ConnectedIncidentStore implements IncidentStore {
    private final DatabaseConnection connection;
    private final IncidentTables tables;

    ConnectedIncidentStore(DatabaseConnection connection, MemoryDatabase database) {
        this.connection = connection;
        this.tables = database.incidentTables();
    }

    @Override
    public void commit(long epoch, IncidentCommit commit) {
        connection.commit(epoch, commit);
    }

    @Override
    public List<IncidentRow> openIncidents() {
        return connection.read("read the open incidents", tables::openIncidents);
    }

    @Override
    public List<IncidentRow> recentIncidents(int limit) {
        return connection.read("read recent incidents", () -> tables.recentIncidents(limit));
    }

    @Override
    public List<IncidentRow> latestPerHost(Instant since) {
        return connection.read("read the latest incident of each host", () -> tables.latestPerHost(since));
    }

    @Override
    public Optional<IncidentRow> incident(String id) {
        return connection.read("read incident " + id, () -> tables.incident(id));
    }

    @Override
    public List<IntentRow> unfinishedIntents() {
        return connection.read("read unfinished commands", tables::unfinishedIntents);
    }

    @Override
    public List<HistoryRow> history(String incidentId) {
        return connection.read("read the history of incident " + incidentId, () -> tables.history(incidentId));
    }

    @Override
    public List<LogRow> recentLog(Optional<String> host, int limit) {
        return connection.read("read the log", () -> tables.recentLog(host, limit));
    }
}
