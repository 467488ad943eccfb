package com.umcloud.umha.core.leadership;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LeaseStore;
import java.util.Optional;

/** The lease in memory; may be away, may lose its answers, and lets time pass while it is read. */
final class MemoryLeaseStore implements LeaseStore {
    LeaseRow row = new LeaseRow(0, 0, "");
    boolean away;
    boolean losesAnswers;
    Runnable whileReading = () -> {};

    private void check() {
        if (away) {
            throw new UmhaException(FailureType.EXTERNAL, "the database is away");
        }
    }

    @Override
    public LeaseRow read() {
        check();
        whileReading.run();
        return row;
    }

    private Optional<LeaseRow> replace(LeaseRow expected, LeaseRow next) {
        check();
        if (!row.equals(expected)) {
            return Optional.empty();
        }
        row = next;
        if (losesAnswers) {
            throw new UmhaException(FailureType.EXTERNAL, "the connection broke during the commit");
        }
        return Optional.of(next);
    }

    @Override
    public Optional<LeaseRow> take(LeaseRow seen, String holder) {
        return replace(seen, new LeaseRow(seen.epoch() + 1, 0, holder));
    }

    @Override
    public Optional<LeaseRow> renew(LeaseRow own) {
        return replace(own, new LeaseRow(own.epoch(), own.counter() + 1, own.holder()));
    }

    @Override
    public boolean release(LeaseRow own) {
        return replace(own, new LeaseRow(own.epoch(), own.counter() + 1, "")).isPresent();
    }
}
