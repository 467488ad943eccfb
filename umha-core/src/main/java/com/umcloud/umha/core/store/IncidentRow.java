package com.umcloud.umha.core.store;

import java.time.Instant;

/**
 * An incident as it is kept.
 *
 * @param document the whole incident as JSON; the other components repeat of it what is searched for
 */
public record IncidentRow(
        String id,
        String host,
        String state,
        String fault,
        boolean open,
        Instant openedAt,
        Instant updatedAt,
        String document) {}
