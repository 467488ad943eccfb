package com.umcloud.umha.core.store.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract of the stores does not show: transactions that are under way at the same time. */
@ParameterizedClass
@EnumSource
class JdbiIncidentStoreTest {
    private static final Instant T0 = Instant.parse("2026-03-08T02:30:00.123456Z");

    private static Database database;

    @Parameter
    TestDatabase kind;

    private JdbiIncidentStore store;
    private JdbiLeaseStore leases;
    private LeaseRow lease;

    @BeforeParameterizedClassInvocation
    static void openDatabase(TestDatabase kind) {
        database = kind.migrated();
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() {
        Rows.clear(database);
        store = new JdbiIncidentStore(database);
        leases = new JdbiLeaseStore(database);
        lease = leases.take(leases.read(), "here").orElseThrow();
    }

    private static IncidentRow incident(String id, String host, boolean open, int minute) {
        return new IncidentRow(
                id,
                host,
                "FENCING",
                "STORAGE_LOST",
                open,
                T0.plus(Duration.ofMinutes(minute)),
                T0.plus(Duration.ofMinutes(minute + 1)),
                "{\"host\": \"" + host + "\", \"instances\": [\"数据库-主 💾\"]}");
    }

    @Test
    void theLeaseCannotBeTakenBetweenTheCheckAndTheCommit() throws Exception {
        CountDownLatch checked = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> database.write("test", handle -> {
            LeaseFence.hold(handle, 1);
            checked.countDown();
            await(asked);
            IncidentTables.putIncidents(handle, List.of(incident("i1", "node-1", true, 0)));
        }));
        assertThat(checked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Integer> contender = CompletableFuture.supplyAsync(() -> {
            asked.countDown();
            leases.take(lease, "there").orElseThrow();
            return store.recentIncidents(10).size();
        });

        assertThat(contender.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        holder.get(10, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
