package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LogRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Incidents, intents, log and history, in the order in which they are read. */
final class IncidentTables {
    private static final Comparator<IncidentRow> OLDEST_FIRST =
            Comparator.comparing(IncidentRow::openedAt).thenComparing(IncidentRow::id);
    private static final Comparator<IntentRow> FIRST_INTENDED =
            Comparator.comparing(IntentRow::createdAt).thenComparing(IntentRow::id);
    private static final Comparator<HistoryRow> BY_INCIDENT_AND_NAME = Comparator.comparing(HistoryRow::incidentId)
            .thenComparing(HistoryRow::instanceName)
            .thenComparing(HistoryRow::instanceId);

    private final Map<String, IncidentRow> incidents = new HashMap<>();
    private final Map<String, IntentRow> intents = new HashMap<>();
    private final Map<HistoryKey, HistoryRow> history = new HashMap<>();
    private final List<LogRow> log = new ArrayList<>();

    private record HistoryKey(String incidentId, String instanceId) {}

    /** What does not fit into the columns is refused as a whole. */
    static void check(IncidentCommit commit) {
        commit.incidents().forEach(row -> {
            Columns.check("incident.id", row.id(), Columns.ID);
            Columns.check("incident.hostname", row.host(), Columns.NAME);
            Columns.check("incident.state", row.state(), Columns.WORD);
            Columns.check("incident.fault", row.fault(), Columns.WORD);
        });
        commit.intents().forEach(row -> {
            Columns.check("intent.id", row.id(), Columns.ID);
            Columns.check("intent.incident_id", row.incidentId(), Columns.ID);
            Columns.check("intent.command", row.command(), Columns.WORD);
            Columns.check("intent.subject", row.subject(), Columns.NAME);
        });
        commit.history().forEach(row -> {
            Columns.check("evacuate_history.incident_id", row.incidentId(), Columns.ID);
            Columns.check("evacuate_history.instance_id", row.instanceId(), Columns.ID);
            Columns.check("evacuate_history.instance_name", row.instanceName(), Columns.NAME);
            Columns.check("evacuate_history.source_host", row.source(), Columns.NAME);
            Columns.check("evacuate_history.destination_host", row.destination(), Columns.NAME);
            Columns.check("evacuate_history.outcome", row.outcome(), Columns.WORD);
        });
        commit.log().forEach(row -> {
            Columns.check("umha_log.hostname", row.host(), Columns.NAME);
            Columns.check("umha_log.incident_id", row.incidentId(), Columns.ID);
            Columns.check("umha_log.kind", row.kind(), Columns.KIND);
        });
    }

    void write(IncidentCommit commit) {
        commit.incidents().forEach(row -> incidents.put(row.id(), kept(row)));
        commit.intents().forEach(row -> intents.merge(row.id(), kept(row), IncidentTables::replaced));
        commit.history().forEach(row -> history.put(new HistoryKey(row.incidentId(), row.instanceId()), kept(row)));
        commit.log().forEach(row -> log.add(kept(row)));
    }

    private static IncidentRow kept(IncidentRow row) {
        return new IncidentRow(
                row.id(),
                row.host(),
                row.state(),
                row.fault(),
                row.open(),
                Columns.time(row.openedAt()),
                Columns.time(row.updatedAt()),
                row.document());
    }

    private static IntentRow kept(IntentRow row) {
        return created(row, Columns.time(row.createdAt()), Columns.time(row.updatedAt()));
    }

    private static IntentRow replaced(IntentRow before, IntentRow after) {
        return created(after, before.createdAt(), after.updatedAt());
    }

    private static IntentRow created(IntentRow row, Instant createdAt, Instant updatedAt) {
        return new IntentRow(
                row.id(),
                row.incidentId(),
                row.command(),
                row.subject(),
                row.state(),
                createdAt,
                updatedAt,
                row.detail());
    }

    private static HistoryRow kept(HistoryRow row) {
        return new HistoryRow(
                row.incidentId(),
                row.instanceId(),
                row.instanceName(),
                row.source(),
                row.destination(),
                row.outcome(),
                row.detail(),
                Columns.time(row.startedAt()),
                row.finishedAt().map(Columns::time));
    }

    private static LogRow kept(LogRow row) {
        return new LogRow(
                Columns.time(row.at()), row.severity(), row.host(), row.incidentId(), row.kind(), row.message());
    }

    List<IncidentRow> incidents() {
        return incidents.values().stream().sorted(OLDEST_FIRST).toList();
    }

    List<IncidentRow> openIncidents() {
        return incidents.values().stream()
                .filter(IncidentRow::open)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    List<IncidentRow> recentIncidents(int limit) {
        return incidents.values().stream()
                .sorted(OLDEST_FIRST.reversed())
                .limit(limit)
                .toList();
    }

    List<IncidentRow> latestPerHost(Instant since) {
        Instant after = Columns.time(since);
        Map<String, IncidentRow> latest = new TreeMap<>();
        for (IncidentRow row : incidents.values()) {
            if (row.updatedAt().isAfter(after)) {
                latest.merge(row.host(), row, (a, b) -> OLDEST_FIRST.compare(a, b) < 0 ? b : a);
            }
        }
        return List.copyOf(latest.values());
    }

    Optional<IncidentRow> incident(String id) {
        return Optional.ofNullable(incidents.get(id));
    }

    List<IntentRow> intents() {
        return intents.values().stream().sorted(FIRST_INTENDED).toList();
    }

    List<IntentRow> unfinishedIntents() {
        return intents.values().stream()
                .filter(row -> row.state() == IntentState.INTENDED)
                .sorted(FIRST_INTENDED)
                .toList();
    }

    List<HistoryRow> history() {
        return history.values().stream().sorted(BY_INCIDENT_AND_NAME).toList();
    }

    List<HistoryRow> history(String incidentId) {
        return history.values().stream()
                .filter(row -> row.incidentId().equals(incidentId))
                .sorted(BY_INCIDENT_AND_NAME)
                .toList();
    }

    List<LogRow> log() {
        return List.copyOf(log);
    }

    List<LogRow> recentLog(Optional<String> host, int limit) {
        List<LogRow> recent = new ArrayList<>();
        for (int i = log.size() - 1; i >= 0 && recent.size() < limit; i--) {
            LogRow row = log.get(i);
            if (host.isEmpty() || row.host().equals(host)) {
                recent.add(row);
            }
        }
        return List.copyOf(recent);
    }
}
