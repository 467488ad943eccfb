package com.umcloud.umha.core.telling;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import java.time.Instant;
import java.util.List;

/** A store that can be away. */
final class FragileStore implements OutboxStore {
    private final MemoryOutbox rows = new MemoryOutbox(10_000);
    private volatile boolean away;

    void setAway(boolean isAway) {
        away = isAway;
    }

    @Override
    public void add(List<OutboxRow> added) {
        store().add(added);
    }

    @Override
    public List<OutboxRow> due(Instant now, int limit) {
        return store().due(now, limit);
    }

    @Override
    public void delivered(String notifier, String notificationId, Instant at) {
        store().delivered(notifier, notificationId, at);
    }

    @Override
    public void retryAt(String notifier, String notificationId, Instant nextAttempt, String detail) {
        store().retryAt(notifier, notificationId, nextAttempt, detail);
    }

    @Override
    public int owed() {
        return store().owed();
    }

    @Override
    public List<Notification> recent(int limit) {
        return store().recent(limit);
    }

    private OutboxStore store() {
        if (away) {
            throw new UmhaException(FailureType.EXTERNAL, "the database is away");
        }
        return rows;
    }
}
