package com.umcloud.umha.core.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.ceilometer.JdbiSampleStore;
import com.umcloud.umha.core.store.fixture.MariaDbServer;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.Samples;
import com.umcloud.umha.core.store.jdbi.JdbiLeaseStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {
    private static final PoolLimits QUICK = new PoolLimits(4, Duration.ofMillis(500));

    @Test
    void everythingFailsWhileTheServerIsAwayAndWorksAgainAfterwards() {
        MariaDbServer server = MariaDbServer.launch();
        try (Database database = Database.open(DatabaseUrl.parse(server.newDatabase()), QUICK)) {
            database.migrate();
            JdbiLeaseStore leases = new JdbiLeaseStore(database);
            JdbiSampleStore samples =
                    new JdbiSampleStore(database, InstantSource.system(), JdbiSampleStore.HOST_METERS);
            samples.write(List.of(Samples.storage("node-1")));
            LeaseRow lease = leases.take(leases.read(), "here").orElseThrow();

            server.stop();
            assertAway(() -> samples.write(List.of(Samples.storage("node-1"))), "");
            assertAway(() -> leases.renew(lease), "Connection refused");
            assertAway(database::schemaState, "Connection refused");
            assertAway(database::migrate, "could not look at the tables");

            try (Database late = Database.open(database.url(), QUICK)) {
                assertAway(late::schemaState, "Connection refused");

                server.start();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .until(() -> leases.renew(lease).isPresent());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .until(() -> samples.write(List.of(Samples.storage("node-1"))) == 1);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .until(() -> Rows.count(late, "sample") == 2);
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void aRefusedPasswordOrAnUnknownDatabaseIsTold() {
        MariaDbServer server = MariaDbServer.shared();
        String url = server.newDatabase();
        try (Database database = Database.open(DatabaseUrl.parse(url.replace("p%40ss", "hunter2")), QUICK)) {
            assertAway(database::schemaState, "Access denied for user 'ceilometer'");
        }
        try (Database database = Database.open(DatabaseUrl.parse(server.url("umha_unknown")), QUICK)) {
            assertAway(database::schemaState, "Unknown database 'umha_unknown'");
        }
        try (Database database = Database.open(DatabaseUrl.parse(url), QUICK)) {
            assertAway(() -> new JdbiLeaseStore(database).read(), "run 'umha db sync'");
        }
    }

    private static void assertAway(ThrowingCallable call, String cause) {
        // The cause is known once the first connection was tried.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(call)
                        .isInstanceOfSatisfying(
                                UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.EXTERNAL))
                        .message()
                        .hasLineCount(1)
                        .contains("MySQL ceilometer@127.0.0.1:")
                        .contains(cause)
                        .doesNotContain("hunter2", "p@ss", "p%40ss"));
    }
}
