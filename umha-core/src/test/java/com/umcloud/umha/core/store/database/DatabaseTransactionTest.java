package com.umcloud.umha.core.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import com.umcloud.umha.core.store.jdbi.JdbiLeaseStore;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.TimeZone;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseTransactionTest {
    private static Database database;

    @Parameter
    TestDatabase kind;

    @BeforeParameterizedClassInvocation
    static void openDatabase(TestDatabase kind) {
        database = kind.migrated();
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @Test
    void aTransactionThatMetADeadlockIsDoneAgain() {
        database.write("test", handle -> {
            handle.execute("DELETE FROM node_storage_ip");
            handle.execute("INSERT INTO node_storage_ip VALUES ('a', '0', '2026-01-01'), ('b', '0', '2026-01-01')");
        });
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();

        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> addToBoth("a", "b", bothHoldOne, runs));
        CompletableFuture<Void> two = CompletableFuture.runAsync(() -> addToBoth("b", "a", bothHoldOne, runs));
        CompletableFuture.allOf(one, two).orTimeout(40, TimeUnit.SECONDS).join();

        assertThat(Rows.texts(database, "SELECT storage_ip FROM node_storage_ip"))
                .containsExactly("2", "2");
        assertThat(runs).hasValueGreaterThan(2);
    }

    private static void addToBoth(String first, String second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        database.write("test", handle -> {
            boolean again = runs.incrementAndGet() > 2;
            add(handle, first);
            if (!again) {
                try {
                    bothHoldOne.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new AssertionError(e);
                }
            }
            add(handle, second);
        });
    }

    private static void add(Handle handle, String host) {
        handle.execute("UPDATE node_storage_ip SET storage_ip = storage_ip + 1 WHERE hostname = ?", host);
    }

    @Test
    void whatIsInTheWayForEverIsAnErrorAfterThreeTries() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> database.write("count to three", handle -> {
                    runs.incrementAndGet();
                    handle.execute("INSERT INTO node_storage_ip VALUES ('c', '0', '2026-01-01')");
                    throw new SQLException("Deadlock found when trying to get lock", "40001", 1213);
                }))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("could not count to three")
                .hasMessageContaining("Deadlock found");
        assertThat(runs).hasValue(Database.ATTEMPTS);
        assertThat(Rows.count(database, "node_storage_ip WHERE hostname = 'c'")).isZero();
    }

    @Test
    void ownExceptionsRollBackAndPass() {
        assertThatThrownBy(() -> database.write("test", handle -> {
                    handle.execute("INSERT INTO node_storage_ip VALUES ('d', '0', '2026-01-01')");
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
        assertThat(Rows.count(database, "node_storage_ip WHERE hostname = 'd'")).isZero();
    }

    @Test
    void timesDoNotDependOnTheTimeZoneOfThisProgram() {
        TimeZone before = TimeZone.getDefault();
        try {
            // 02:30 on this day does not exist in New York.
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            Instant gap = Instant.parse("2026-03-08T02:30:00.123456789Z");
            LocalDateTime read = database.transaction("test", handle -> {
                handle.execute("DELETE FROM host_signal");
                handle.createUpdate("INSERT INTO host_signal VALUES ('h', 's', ?)")
                        .bind(0, DatabaseTime.toColumn(gap))
                        .execute();
                return handle.createQuery("SELECT first_good_at FROM host_signal WHERE first_good_at = ?")
                        .bind(0, DatabaseTime.toColumn(gap))
                        .map((row, context) -> row.getObject(1, LocalDateTime.class))
                        .one();
            });
            assertThat(DatabaseTime.fromColumn(read)).isEqualTo("2026-03-08T02:30:00.123456Z");
            assertThat(Rows.texts(database, "SELECT CAST(first_good_at AS CHAR(26)) FROM host_signal"))
                    .containsExactly("2026-03-08 02:30:00.123456");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void timesOutsideOfTheColumnBecomeTheNearestInside() {
        assertThat(DatabaseTime.toColumn(Instant.MAX)).hasToString("9999-12-31T23:59:59.999999");
        assertThat(DatabaseTime.toColumn(Instant.MIN)).hasToString("1000-01-01T00:00");
        assertThat(DatabaseTime.toEpochSeconds(Instant.parse("1969-12-31T23:59:59.5Z")))
                .hasToString("-0.500000");
        assertThat(DatabaseTime.toEpochSeconds(Instant.parse("2016-05-01T12:34:56.789012999Z")))
                .hasToString("1462106096.789012");
    }

    @Test
    void aClosedDatabaseRefuses() {
        Database closed = Database.open(database.url());
        closed.close();

        assertThatThrownBy(() -> new JdbiLeaseStore(closed).read()).isInstanceOf(UmhaException.class);
    }
}
