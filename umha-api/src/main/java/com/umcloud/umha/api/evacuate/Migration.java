package com.umcloud.umha.api.evacuate;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One record of the cloud about one move of one instance.
 *
 * @param id the record's id, unique in the cloud
 * @param instanceId whose move
 * @param type why
 * @param state where it stands
 * @param status the cloud's own word for it, for people
 * @param source the host it leaves
 * @param destination the host it goes to; empty until the scheduler has chosen one
 * @param createdAt when it was asked for, by the cloud's clock
 * @param updatedAt when the record last changed, by the cloud's clock
 */
public record Migration(
        String id,
        String instanceId,
        MigrationType type,
        MigrationState state,
        String status,
        String source,
        Optional<String> destination,
        Instant createdAt,
        Instant updatedAt) {
    public Migration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(instanceId, "instanceId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(source, "source");
    }
}
