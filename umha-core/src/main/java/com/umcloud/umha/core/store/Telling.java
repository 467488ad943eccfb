package com.umcloud.umha.core.store;

import java.util.List;
import java.util.Objects;

/** How something that an operator has changed is told: written in the same transaction. */
public record Telling(LogRow log, List<OutboxRow> outbox) {
    public Telling {
        Objects.requireNonNull(log, "log");
        outbox = List.copyOf(outbox);
    }
}
