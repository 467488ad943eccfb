package com.umcloud.umha.core.store;

import java.util.List;

/** What one step of the engine writes, all or nothing. */
public record IncidentCommit(
        List<IncidentRow> incidents,
        List<IntentRow> intents,
        List<LogRow> log,
        List<HistoryRow> history,
        List<OutboxRow> outbox) {
    public IncidentCommit {
        incidents = List.copyOf(incidents);
        intents = List.copyOf(intents);
        log = List.copyOf(log);
        history = List.copyOf(history);
        outbox = List.copyOf(outbox);
    }

    public boolean isEmpty() {
        return incidents.isEmpty() && intents.isEmpty() && log.isEmpty() && history.isEmpty() && outbox.isEmpty();
    }
}
