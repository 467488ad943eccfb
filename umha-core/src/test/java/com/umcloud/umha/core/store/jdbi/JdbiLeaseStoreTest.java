package com.umcloud.umha.core.store.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbiLeaseStoreTest {
    private static Database database;

    @Parameter
    TestDatabase kind;

    private JdbiLeaseStore store;

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
        store = new JdbiLeaseStore(database);
    }

    @Test
    void isHeldByNobodyAtFirst() {
        assertThat(store.read()).isEqualTo(new LeaseRow(0, 0, ""));
        Rows.execute(database, "DELETE FROM lease");
        assertThat(store.read()).isEqualTo(new LeaseRow(0, 0, ""));
        assertThat(Rows.count(database, "lease")).isEqualTo(1);
    }

    @Test
    void isTakenRenewedReleasedAndTakenAgain() {
        LeaseRow a = store.take(store.read(), "控制-1").orElseThrow();
        assertThat(a).isEqualTo(new LeaseRow(1, 0, "控制-1"));
        LeaseRow renewed = store.renew(a).orElseThrow();
        assertThat(renewed).isEqualTo(new LeaseRow(1, 1, "控制-1"));
        assertThat(store.read()).isEqualTo(renewed);
        assertThat(store.release(renewed)).isTrue();
        assertThat(store.read()).isEqualTo(new LeaseRow(1, 2, ""));
        assertThat(store.take(store.read(), "b")).contains(new LeaseRow(2, 0, "b"));
    }

    @Test
    void whoSawAnOlderRowGetsNothing() {
        LeaseRow before = store.read();
        LeaseRow a = store.take(before, "a").orElseThrow();

        assertThat(store.take(before, "b")).isEmpty();
        LeaseRow b = store.take(a, "b").orElseThrow();
        assertThat(store.renew(a)).isEmpty();
        assertThat(store.release(a)).isFalse();
        assertThat(store.renew(new LeaseRow(b.epoch(), b.counter(), "B"))).isEmpty();
        assertThat(store.read()).isEqualTo(b);
    }

    @Test
    void onlyOneOfManyTakesIt() throws Exception {
        int contenders = 6;
        ExecutorService threads = Executors.newFixedThreadPool(contenders);
        try {
            for (int round = 1; round <= 5; round++) {
                CyclicBarrier start = new CyclicBarrier(contenders);
                LeaseRow seen = store.read();
                List<Callable<Optional<LeaseRow>>> calls = new ArrayList<>();
                for (int i = 0; i < contenders; i++) {
                    String name = "contender-" + i;
                    calls.add(() -> {
                        start.await();
                        return store.take(seen, name);
                    });
                }
                List<LeaseRow> winners = new ArrayList<>();
                for (Future<Optional<LeaseRow>> call : threads.invokeAll(calls)) {
                    call.get().ifPresent(winners::add);
                }
                assertThat(winners).hasSize(1);
                assertThat(store.read()).isEqualTo(winners.get(0));
                assertThat(store.read().epoch()).isEqualTo(round);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
