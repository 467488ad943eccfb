package com.umcloud.umha.core.store;

import java.time.Instant;

/**
 * A command that was written down before it was run.
 *
 * @param command what it does, such as {@code POWER_OFF}
 * @param subject the instance or host it acts on
 * @param createdAt when it was intended; what is kept first stays
 * @param detail its result in one line; empty until finished
 */
public record IntentRow(
        String id,
        String incidentId,
        String command,
        String subject,
        IntentState state,
        Instant createdAt,
        Instant updatedAt,
        String detail) {}
