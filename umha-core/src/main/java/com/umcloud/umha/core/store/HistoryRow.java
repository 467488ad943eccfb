package com.umcloud.umha.core.store;

import java.time.Instant;
import java.util.Optional;

/** One line of {@code evacuate_history}: one instance in one incident; written again whenever its outcome changes. */
public record HistoryRow(
        String incidentId,
        String instanceId,
        String instanceName,
        String source,
        Optional<String> destination,
        String outcome,
        String detail,
        Instant startedAt,
        Optional<Instant> finishedAt) {}
