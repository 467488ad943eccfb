package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.Optional;

/**
 * A migration record of the simulated cloud at one moment.
 *
 * @param number its numeric id
 * @param uuid its UUID
 * @param instanceId whose move
 * @param type Nova's word: {@code evacuation}, {@code live-migration}, {@code migration}, {@code resize}
 * @param status Nova's word, such as {@code done}
 * @param source the host it leaves
 * @param destination the host it goes to, once chosen
 * @param createdAt when it was asked for
 * @param updatedAt when it last changed; empty if it never did
 */
public record SimulatedMigration(
        int number,
        String uuid,
        String instanceId,
        String type,
        String status,
        String source,
        Optional<String> destination,
        Instant createdAt,
        Optional<Instant> updatedAt) {
    SimulatedMigration with(String newStatus, Optional<String> newDestination, Instant now) {
        return new SimulatedMigration(
                number, uuid, instanceId, type, newStatus, source, newDestination, createdAt, Optional.of(now));
    }

    SimulatedMigration with(String newStatus, Instant now) {
        return with(newStatus, destination, now);
    }
}
