package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.StaleEpochException;
import com.umcloud.umha.core.store.fixture.MemoryOperatorStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents in memory, that can be made to fail as a database does; writes each intent into the journal. */
final class MemoryIncidentStore implements IncidentStore {
    final MemoryOperatorStore operators = new MemoryOperatorStore();
    private final Journal journal;
    private final Map<String, IncidentRow> incidents = new LinkedHashMap<>();
    private final Map<String, IntentRow> intents = new LinkedHashMap<>();
    private final Map<String, HistoryRow> history = new LinkedHashMap<>();
    private final List<LogRow> log = new ArrayList<>();
    private final List<OutboxRow> outbox = new ArrayList<>();
    private long epoch = 1;
    private boolean away;
    private boolean losesAnswers;
    private boolean refusesCommits;

    MemoryIncidentStore(Journal journal) {
        this.journal = journal;
    }

    synchronized void away(boolean nowAway) {
        away = nowAway;
        operators.away(nowAway);
    }

    /** Commits are written and their callers never hear of it. */
    synchronized void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    /** Commits fail and nothing of them is written, while all else goes on. */
    synchronized void refusesCommits(boolean refuses) {
        refusesCommits = refuses;
    }

    synchronized void epoch(long current) {
        epoch = current;
    }

    synchronized void put(IncidentRow row) {
        incidents.put(row.id(), row);
    }

    private void check() {
        if (away) {
            throw new UmhaException(FailureType.EXTERNAL, "the database is away");
        }
    }

    @Override
    public synchronized void commit(long own, IncidentCommit commit) {
        check();
        if (own != epoch) {
            throw new StaleEpochException(own, epoch);
        }
        if (refusesCommits) {
            throw new UmhaException(FailureType.EXTERNAL, "lock wait timeout exceeded");
        }
        operators.write(own, commit.operators());
        commit.incidents().forEach(row -> incidents.put(row.id(), row));
        for (IntentRow row : commit.intents()) {
            if (intents.put(row.id(), row) == null) {
                journal.add("intent " + row.command() + " " + row.subject());
            }
        }
        commit.history().forEach(row -> history.put(row.incidentId() + row.instanceId(), row));
        log.addAll(commit.log());
        outbox.addAll(commit.outbox());
        if (losesAnswers) {
            throw new UmhaException(FailureType.EXTERNAL, "the connection broke during the commit");
        }
    }

    @Override
    public synchronized List<IncidentRow> openIncidents() {
        check();
        return incidents.values().stream().filter(IncidentRow::open).toList();
    }

    @Override
    public synchronized List<IncidentRow> recentIncidents(int limit) {
        check();
        return incidents.values().stream()
                .sorted(Comparator.comparing(IncidentRow::openedAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<IncidentRow> latestPerHost(Instant since) {
        check();
        Map<String, IncidentRow> latest = new LinkedHashMap<>();
        incidents.values().stream()
                .filter(row -> row.updatedAt().isAfter(since))
                .forEach(row -> latest.put(row.host(), row));
        return List.copyOf(latest.values());
    }

    @Override
    public synchronized Optional<IncidentRow> incident(String id) {
        check();
        return Optional.ofNullable(incidents.get(id));
    }

    @Override
    public synchronized List<IntentRow> unfinishedIntents() {
        check();
        return intents.values().stream()
                .filter(row -> row.state() == IntentState.INTENDED)
                .toList();
    }

    @Override
    public synchronized List<HistoryRow> history(String incidentId) {
        check();
        return history.values().stream()
                .filter(row -> row.incidentId().equals(incidentId))
                .toList();
    }

    @Override
    public synchronized List<LogRow> recentLog(Optional<String> host, int limit) {
        check();
        List<LogRow> newestFirst = new ArrayList<>(log);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(row -> host.isEmpty() || row.host().equals(host))
                .limit(limit)
                .toList();
    }

    /** What anybody would read now, though the database is away. */
    synchronized List<Incident> all() {
        return incidents.values().stream()
                .map(row -> IncidentJson.read(row.id(), row.document()))
                .toList();
    }

    synchronized List<Incident> of(String host) {
        return all().stream().filter(i -> i.host().equals(host)).toList();
    }

    synchronized List<Notification> mails() {
        return outbox.stream().map(OutboxRow::notification).toList();
    }

    synchronized List<Notification> mails(String kind) {
        return mails().stream().filter(n -> n.kind().equals(kind)).toList();
    }
}
