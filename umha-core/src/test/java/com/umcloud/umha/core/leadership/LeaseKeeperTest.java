package com.umcloud.umha.core.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
    private final MemoryLeaseStore store = new MemoryLeaseStore();
    private final LeaseKeeper one = keeper("one");
    private final LeaseKeeper two = keeper("two");

    private LeaseKeeper keeper(String name) {
        return new LeaseKeeper(new LeaseConfig(name, LEASE, Duration.ofSeconds(5)), store, now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aFreeLeaseIsTakenAtOnceAndCountsFromBeforeItWasAskedFor() {
        one.runOnce();

        assertThat(one.epoch()).hasValue(1);
        assertThat(one.remaining()).isEqualTo(LEASE);
        pass(LEASE);
        assertThat(one.epoch()).isEmpty();
        assertThat(one.remaining()).isZero();
    }

    @Test
    void aContenderTakesItOnlyAfterTheSameRowForAWholeLease() {
        one.runOnce();
        two.runOnce();
        pass(LEASE.minusSeconds(1));
        two.runOnce();
        assertThat(two.epoch()).isEmpty();

        pass(Duration.ofSeconds(1));
        two.runOnce();

        assertThat(two.epoch()).hasValue(2);
        assertThat(one.epoch()).isEmpty();
    }

    @Test
    void whoCannotTakeTheLeaseOfOneThatIsGoneSaysSoOnceItWouldHoldIt() {
        one.runOnce();
        two.runOnce();
        store.away = true;
        pass(LEASE);
        two.runOnce();
        assertThat(two.orphaned()).isEmpty();

        pass(Duration.ofSeconds(11));
        two.runOnce();
        assertThat(two.orphaned()).hasValueSatisfying(why -> assertThat(why).contains("the database is away"));

        store.away = false;
        two.runOnce();
        assertThat(two.orphaned()).isEmpty();
    }

    @Test
    void whoSawTheLeaseRenewedLeavesItToTheHolderToTell() {
        one.runOnce();
        two.runOnce();
        one.runOnce();
        two.runOnce();
        store.away = true;
        pass(Duration.ofMinutes(5));
        two.runOnce();

        assertThat(two.orphaned()).isEmpty();
    }

    @Test
    void aRenewalStartsTheContendersWaitAnew() {
        one.runOnce();
        two.runOnce();
        pass(Duration.ofSeconds(5));
        one.runOnce();
        two.runOnce();
        pass(Duration.ofSeconds(14));
        two.runOnce();

        assertThat(two.epoch()).isEmpty();
        assertThat(one.epoch()).hasValue(1);
    }

    @Test
    void aSlowReadIsNotCountedIntoTheContendersWait() {
        one.runOnce();
        // the read hangs for eight seconds; the holder renews in the middle of it
        store.whileReading = () -> {
            store.whileReading = () -> {};
            pass(Duration.ofSeconds(4));
            one.runOnce();
            pass(Duration.ofSeconds(4));
        };
        two.runOnce();
        pass(Duration.ofSeconds(10));
        assertThat(one.epoch()).hasValue(1);
        two.runOnce();

        assertThat(two.epoch()).isEmpty();
    }

    @Test
    void withTheDatabaseAwayTheHolderStopsWhenItsLeaseEnds() {
        one.runOnce();
        store.away = true;
        pass(Duration.ofSeconds(14));
        one.runOnce();
        assertThat(one.epoch()).hasValue(1);
        pass(Duration.ofSeconds(1));
        one.runOnce();
        assertThat(one.epoch()).isEmpty();

        store.away = false;
        one.runOnce();
        assertThat(one.epoch()).isEmpty();
        pass(LEASE);
        one.runOnce();
        assertThat(one.epoch()).hasValue(2);
    }

    @Test
    void aRenewalOfUnknownOutcomeDoesNotCostTheLease() {
        one.runOnce();
        store.losesAnswers = true;
        pass(Duration.ofSeconds(5));
        one.runOnce();
        store.losesAnswers = false;
        pass(Duration.ofSeconds(5));
        one.runOnce();

        assertThat(one.epoch()).hasValue(1);
        assertThat(one.remaining()).isEqualTo(LEASE);
    }

    @Test
    void aHolderThatWasReplacedStopsAtItsNextLook() {
        one.runOnce();
        store.take(store.row, "two");
        one.runOnce();

        assertThat(one.epoch()).isEmpty();
    }

    @Test
    void aClosedKeeperGivesTheLeaseBackForTheNextOne() {
        LeaseKeeper third = keeper("three");
        third.start();
        Awaitility.await().until(() -> third.epoch().isPresent());
        third.close();

        assertThat(third.epoch()).isEmpty();
        two.runOnce();
        assertThat(two.epoch()).hasValue(2);
    }

    @Test
    void twoOfThreeRenewalsMayFail() {
        Duration five = Duration.ofSeconds(5);
        assertThat(new LeaseConfig("one", LEASE, five).renewInterval()).isEqualTo(five);
        assertThatThrownBy(() -> new LeaseConfig("one", LEASE, five.plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT5S");
        assertThatThrownBy(() -> new LeaseConfig("one", LEASE, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallThatIsBegunJustBeforeARenewalEndsWithItsLease() {
        assertThat(LeaseConfig.longestCall(LEASE, Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(9));
    }
}
