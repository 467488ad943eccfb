package com.umcloud.umha.testkit.simulation.store;

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

/**
 * Stores of a processor with a deliberate defect: when it takes up the open incidents it has forgotten which commands were under
 * way, as if it wrote down nothing before it acts. A simulation that does not catch it proves nothing.
 */
public final class ForgetfulStores {
    private ForgetfulStores() {}

    /** The same stores, but for what is read of commands under way. */
    public static Stores over(Stores stores) {
        return new Stores(
                stores.samples(),
                stores.sampleReader(),
                new ForgetfulIncidentStore(stores.incidents()),
                stores.leases(),
                stores.outbox(),
                stores.hosts(),
                stores.operators());
    }

    private record ForgetfulIncidentStore(IncidentStore store) implements IncidentStore {
        @Override
        public void commit(long epoch, IncidentCommit commit) {
            store.commit(epoch, commit);
        }

        @Override
        public List<IncidentRow> openIncidents() {
            return store.openIncidents().stream()
                    .map(row -> new IncidentRow(
                            row.id(),
                            row.host(),
                            row.state(),
                            row.fault(),
                            row.open(),
                            row.openedAt(),
                            row.updatedAt(),
                            ForgottenIntents.in(row.document())))
                    .toList();
        }

        @Override
        public List<IncidentRow> recentIncidents(int limit) {
            return store.recentIncidents(limit);
        }

        @Override
        public List<IncidentRow> latestPerHost(Instant since) {
            return store.latestPerHost(since);
        }

        @Override
        public Optional<IncidentRow> incident(String id) {
            return store.incident(id);
        }

        @Override
        public List<IntentRow> unfinishedIntents() {
            store.unfinishedIntents();
            return List.of();
        }

        @Override
        public List<HistoryRow> history(String incidentId) {
            return store.history(incidentId);
        }

        @Override
        public List<LogRow> recentLog(Optional<String> host, int limit) {
            return store.recentLog(host, limit);
        }
    }
}
