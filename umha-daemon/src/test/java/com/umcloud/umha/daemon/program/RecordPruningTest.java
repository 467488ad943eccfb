package com.umcloud.umha.daemon.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseUrl;
import com.umcloud.umha.core.store.jdbi.JdbiIncidentStore;
import com.umcloud.umha.core.store.jdbi.RecordExpirer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordPruningTest {
    private static final Duration KEEP = Duration.ofDays(1);

    private static int linesAfterARun(OptionalLong epoch, boolean closed) {
        try (Database database =
                Database.open(DatabaseUrl.memory(UUID.randomUUID().toString()))) {
            database.migrate();
            database.write(
                    "test",
                    handle -> handle.execute("INSERT INTO umha_log (logged_at, severity, kind, message)"
                            + " VALUES ('2020-01-01 00:00:00', 'INFO', 'kind', 'old')"));
            RecordPruning pruning =
                    new RecordPruning(new RecordExpirer(database, InstantSource.system()), KEEP, new Fixed(epoch));
            if (closed) {
                pruning.close();
            }
            pruning.runOnce();
            pruning.close();
            return new JdbiIncidentStore(database)
                    .recentLog(Optional.empty(), 10)
                    .size();
        }
    }

    private record Fixed(OptionalLong epoch) implements Leadership {
        @Override
        public Duration remaining() {
            return epoch.isPresent() ? Duration.ofSeconds(10) : Duration.ZERO;
        }
    }

    @Test
    void theHolderOfTheLeaseRemovesOldRecords() {
        assertThat(linesAfterARun(OptionalLong.of(7), false)).isZero();
    }

    @Test
    void aStandbyRemovesNothing() {
        assertThat(linesAfterARun(OptionalLong.empty(), false)).isEqualTo(1);
    }

    @Test
    void aProgramThatStopsRemovesNothingMore() {
        assertThat(linesAfterARun(OptionalLong.of(7), true)).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsAwayIsNoReasonToEnd() {
        Database database = Database.open(DatabaseUrl.memory(UUID.randomUUID().toString()));
        database.close();
        try (RecordPruning pruning = new RecordPruning(
                new RecordExpirer(database, InstantSource.system()), KEEP, new Fixed(OptionalLong.of(7)))) {
            assertThatCode(pruning::runOnce).doesNotThrowAnyException();
        }
    }
}
