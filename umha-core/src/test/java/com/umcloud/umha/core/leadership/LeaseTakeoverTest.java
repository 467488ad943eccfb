package com.umcloud.umha.core.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import com.umcloud.umha.core.store.jdbi.JdbiLeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processors and the lease of a real database, on clocks that are moved by hand and tell different times. */
@ParameterizedClass
@EnumSource
class LeaseTakeoverTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RENEWAL = Duration.ofSeconds(5);
    private static Database database;

    @Parameter
    TestDatabase kind;

    private final AtomicLong passed = new AtomicLong();
    private LeaseKeeper one;
    private LeaseKeeper two;

    @BeforeParameterizedClassInvocation
    static void openDatabase(TestDatabase kind) {
        database = kind.migrated();
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void begin() {
        Rows.clear(database);
        one = keeper("one", 0);
        two = keeper("two", Long.MAX_VALUE - Duration.ofSeconds(3).toNanos());
    }

    private LeaseKeeper keeper(String name, long clockAhead) {
        return new LeaseKeeper(
                new LeaseConfig(name, LEASE, RENEWAL), new JdbiLeaseStore(database), () -> passed.get() + clockAhead);
    }

    /** Lets a second pass; who is alive looks at the lease as often as it should, the second one two seconds later. */
    private void second(List<LeaseKeeper> alive) {
        passed.addAndGet(Duration.ofSeconds(1).toNanos());
        long seconds = Duration.ofNanos(passed.get()).toSeconds();
        for (LeaseKeeper keeper : alive) {
            if (seconds % RENEWAL.toSeconds() == (keeper == one ? 0 : 2)) {
                keeper.runOnce();
            }
        }
        assertThat(one.epoch().isPresent() && two.epoch().isPresent()).isFalse();
    }

    @Test
    void afterACrashTheOtherOneActsWithinTwiceTheLeaseAndNotBeforeItsEnd() {
        one.runOnce();
        for (int i = 0; i < 120; i++) {
            second(List.of(one, two));
        }
        assertThat(one.epoch()).hasValue(1);
        assertThat(two.epoch()).isEmpty();

        int seconds = 0;
        while (two.epoch().isEmpty()) {
            second(List.of(two));
            seconds++;
            assertThat(seconds).isLessThanOrEqualTo(2 * (int) LEASE.toSeconds());
        }

        assertThat(seconds).isGreaterThanOrEqualTo((int) LEASE.toSeconds());
        assertThat(two.epoch()).hasValue(2);
        one.runOnce();
        assertThat(one.epoch()).isEmpty();
    }

    @Test
    void afterACleanStopTheOtherOneActsAtItsNextLook() {
        one.runOnce();
        for (int i = 0; i < 20; i++) {
            second(List.of(one, two));
        }

        one.close();
        two.runOnce();

        assertThat(two.epoch()).hasValue(2);
        assertThat(two.remaining()).isEqualTo(LEASE);
    }

    @Test
    void ofTwoContendersOneGetsIt() {
        LeaseKeeper three = keeper("three", 17);
        one.runOnce();
        two.runOnce();
        three.runOnce();
        passed.addAndGet(LEASE.toNanos());
        two.runOnce();
        three.runOnce();

        assertThat(two.epoch()).hasValue(2);
        assertThat(three.epoch()).isEmpty();
    }
}
