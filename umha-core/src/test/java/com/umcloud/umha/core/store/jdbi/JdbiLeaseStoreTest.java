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

/** What the contract of the stores does not show: a table without the row, and many contenders at once. */
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
