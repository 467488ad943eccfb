package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DeadDestinationsTest {
    private static final Set<String> OFF = Set.of("node-2");

    private static Migration migration(MigrationType type, MigrationState state, Optional<String> destination) {
        return new Migration("7", "vm", type, state, "accepted", "node-4", destination, Instant.EPOCH, Instant.EPOCH);
    }

    private static MigrationState settledState(Migration migration) {
        return DeadDestinations.settled(List.of(migration), OFF).get(0).state();
    }

    @Test
    void anEvacuationToAHostThatIsOffHasFailed() {
        Migration dead = migration(MigrationType.EVACUATION, MigrationState.UNFINISHED, Optional.of("node-2"));
        assertThat(DeadDestinations.settled(List.of(dead), OFF)).singleElement().satisfies(m -> {
            assertThat(m.state()).isEqualTo(MigrationState.FAILED);
            assertThat(m.status()).contains("accepted").contains("its destination is off");
        });
    }

    @Test
    void othersStayAsTheyAre() {
        assertThat(settledState(migration(MigrationType.EVACUATION, MigrationState.UNFINISHED, Optional.of("node-1"))))
                .isEqualTo(MigrationState.UNFINISHED);
        assertThat(settledState(migration(MigrationType.EVACUATION, MigrationState.UNFINISHED, Optional.empty())))
                .isEqualTo(MigrationState.UNFINISHED);
        assertThat(settledState(migration(MigrationType.EVACUATION, MigrationState.DONE, Optional.of("node-2"))))
                .isEqualTo(MigrationState.DONE);
    }

    @ParameterizedTest
    @EnumSource(MigrationType.class)
    void noMigrationOfAnyTypeToAHostThatIsOffIsWaitedFor(MigrationType type) {
        assertThat(settledState(migration(type, MigrationState.UNFINISHED, Optional.of("node-2"))))
                .isEqualTo(MigrationState.FAILED);
    }
}
