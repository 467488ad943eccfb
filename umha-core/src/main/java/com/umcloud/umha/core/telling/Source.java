package com.umcloud.umha.core.telling;

import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A store as one lane uses it. What was delivered while the store was away is remembered and written down before
 * anything else, lest it goes out twice.
 */
final class Source {
    private final OutboxStore store;
    private final StoreWatch watch;
    private final BooleanSupplier allowed;
    private final String notifier;
    private final Set<String> unrecorded = new LinkedHashSet<>();

    /** @param allowed whether anything may be delivered from it now */
    Source(OutboxStore store, StoreWatch watch, BooleanSupplier allowed, String notifier) {
        this.store = store;
        this.watch = watch;
        this.allowed = allowed;
        this.notifier = notifier;
    }

    boolean isAllowed() {
        return allowed.getAsBoolean();
    }

    List<OutboxRow> due(Instant now, int limit) {
        record(now);
        List<OutboxRow> rows = store.due(notifier, now, limit);
        watch.worked();
        return rows;
    }

    void delivered(OutboxRow row, Instant at) {
        unrecorded.add(row.notification().id());
        record(at);
    }

    void retryAt(OutboxRow row, Instant next, String detail) {
        store.retryAt(notifier, row.notification().id(), next, detail);
    }

    void failed(RuntimeException error) {
        watch.failed(error);
    }

    private void record(Instant at) {
        while (!unrecorded.isEmpty()) {
            String id = unrecorded.iterator().next();
            store.delivered(notifier, id, at);
            unrecorded.remove(id);
        }
    }
}
