package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import java.util.List;
import java.util.Set;

/** A migration of any type whose destination is itself proven off never ends by itself: it counts as failed. */
public final class DeadDestinations {
    private static final String OFF = ", its destination is off";

    private DeadDestinations() {}

    /**
     * The records as they count.
     *
     * @param provenOff hosts that are proven off at this moment
     */
    public static List<Migration> settled(List<Migration> migrations, Set<String> provenOff) {
        return migrations.stream().map(m -> isDead(m, provenOff) ? ended(m) : m).toList();
    }

    private static boolean isDead(Migration migration, Set<String> provenOff) {
        return migration.state() != MigrationState.FAILED
                && migration.destination().filter(provenOff::contains).isPresent();
    }

    /** Whether a record counts as failed for the death of its destination alone. */
    static boolean failedByDeath(Migration migration) {
        return migration.state() == MigrationState.FAILED && migration.status().endsWith(OFF);
    }

    /** Whether its destination, being off, does nothing any more for a record that was closed. */
    static boolean endedByDeath(Migration migration) {
        return migration.status().endsWith(OFF);
    }

    private static Migration ended(Migration migration) {
        return new Migration(
                migration.id(),
                migration.instanceId(),
                migration.type(),
                migration.state() == MigrationState.UNFINISHED ? MigrationState.FAILED : migration.state(),
                migration.status() + OFF,
                migration.source(),
                migration.destination(),
                migration.createdAt(),
                migration.updatedAt());
    }
}
