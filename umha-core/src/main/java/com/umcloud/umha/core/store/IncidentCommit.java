package com.umcloud.umha.core.store;

import java.util.List;
import java.util.Objects;

/** What one step of the engine writes, all or nothing. */
public record IncidentCommit(
        List<IncidentRow> incidents,
        List<IntentRow> intents,
        List<LogRow> log,
        List<HistoryRow> history,
        List<OutboxRow> outbox,
        OperatorEffects operators) {
    public IncidentCommit {
        incidents = List.copyOf(incidents);
        intents = List.copyOf(intents);
        log = List.copyOf(log);
        history = List.copyOf(history);
        outbox = List.copyOf(outbox);
        Objects.requireNonNull(operators, "operators");
    }

    /** One that touches nothing of the operators' tables. */
    public IncidentCommit(
            List<IncidentRow> incidents,
            List<IntentRow> intents,
            List<LogRow> log,
            List<HistoryRow> history,
            List<OutboxRow> outbox) {
        this(incidents, intents, log, history, outbox, OperatorEffects.NONE);
    }

    public boolean isEmpty() {
        return incidents.isEmpty()
                && intents.isEmpty()
                && log.isEmpty()
                && history.isEmpty()
                && outbox.isEmpty()
                && operators.isEmpty();
    }
}
