package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.util.List;
import java.util.Set;

/** An evacuation whose destination is itself proven off never ends by itself: it counts as failed. */
public final class DeadDestinations {
    private DeadDestinations() {}

    /**
     * The records as they count.
     *
     * @param provenOff hosts that are proven off at this moment
     */
    public static List<Migration> settled(List<Migration> migrations, Set<String> provenOff) {
        return migrations.stream()
                .map(m -> isDead(m, provenOff) ? failed(m) : m)
                .toList();
    }

    private static boolean isDead(Migration migration, Set<String> provenOff) {
        return migration.type() == MigrationType.EVACUATION
                && migration.state() == MigrationState.UNFINISHED
                && migration.destination().filter(provenOff::contains).isPresent();
    }

    private static Migration failed(Migration migration) {
        return new Migration(
                migration.id(),
                migration.instanceId(),
                migration.type(),
                MigrationState.FAILED,
                migration.status() + ", its destination is off",
                migration.source(),
                migration.destination(),
                migration.createdAt(),
                migration.updatedAt());
    }
}
