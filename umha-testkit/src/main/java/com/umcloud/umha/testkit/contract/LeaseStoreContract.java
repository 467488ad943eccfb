package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LeaseStore;
import org.junit.jupiter.api.Test;

/** The lease between processors. */
interface LeaseStoreContract extends Stored {
    private LeaseStore store() {
        return database().stores().leases();
    }

    @Test
    default void theLeaseIsHeldByNobodyAtFirst() {
        assertThat(store().read()).isEqualTo(new LeaseRow(0, 0, ""));
    }

    @Test
    default void theLeaseIsTakenRenewedReleasedAndTakenAgain() {
        LeaseRow a = store().take(store().read(), "控制-1").orElseThrow();
        assertThat(a).isEqualTo(new LeaseRow(1, 0, "控制-1"));
        LeaseRow renewed = store().renew(a).orElseThrow();
        assertThat(renewed).isEqualTo(new LeaseRow(1, 1, "控制-1"));
        assertThat(store().read()).isEqualTo(renewed);
        assertThat(store().release(renewed)).isTrue();
        assertThat(store().read()).isEqualTo(new LeaseRow(1, 2, ""));
        assertThat(store().take(store().read(), "b")).contains(new LeaseRow(2, 0, "b"));
    }

    @Test
    default void whoSawAnOlderLeaseGetsNothing() {
        LeaseRow before = store().read();
        LeaseRow a = store().take(before, "a").orElseThrow();

        assertThat(store().take(before, "b")).isEmpty();
        LeaseRow b = store().take(a, "b").orElseThrow();
        assertThat(store().renew(a)).isEmpty();
        assertThat(store().release(a)).isFalse();
        assertThat(store().renew(new LeaseRow(b.epoch(), b.counter(), "B"))).isEmpty();
        LeaseRow renewed = store().renew(b).orElseThrow();
        assertThat(store().renew(b)).isEmpty();
        assertThat(store().release(b)).isFalse();
        assertThat(store().read()).isEqualTo(renewed);
    }
}
