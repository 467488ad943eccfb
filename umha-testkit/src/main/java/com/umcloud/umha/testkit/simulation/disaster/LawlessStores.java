package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores that let everybody write, whoever holds the lease. */
final class LawlessStores implements IncidentStore {
    private final Stores real;

    private LawlessStores(Stores real) {
        this.real = real;
    }

    static Stores of(Stores real) {
        return new Stores(
                real.samples(),
                real.sampleReader(),
                new LawlessStores(real),
                real.leases(),
                real.outbox(),
                real.hosts(),
                real.operators());
    }

    @Override
    public void commit(long epoch, IncidentCommit commit) {
        real.incidents().commit(real.leases().read().epoch(), commit);
    }

    @Override
    public List<IncidentRow> openIncidents() {
        return real.incidents().openIncidents();
    }

    @Override
    public List<IncidentRow> recentIncidents(int limit) {
        return real.incidents().recentIncidents(limit);
    }

    @Override
    public List<IncidentRow> latestPerHost(Instant since) {
        return real.incidents().latestPerHost(since);
    }

    @Override
    public Optional<IncidentRow> incident(String id) {
        return real.incidents().incident(id);
    }

    @Override
    public List<IntentRow> unfinishedIntents() {
        return real.incidents().unfinishedIntents();
    }

    @Override
    public List<HistoryRow> history(String incidentId) {
        return real.incidents().history(incidentId);
    }

    @Override
    public List<LogRow> recentLog(Optional<String> host, int limit) {
        return real.incidents().recentLog(host, limit);
    }
}
