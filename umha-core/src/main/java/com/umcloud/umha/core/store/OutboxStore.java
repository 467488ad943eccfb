package com.umcloud.umha.core.store;

import com.umcloud.umha.api.notify.Notification;
import java.time.Instant;
import java.util.List;

/** Notifications that are owed. Written with the incident ({@link IncidentStore#commit}), worked off by the outbox. */
public interface OutboxStore {
    /** Adds rows outside of an incident; a known (notifier, notification id) is kept as it is. */
    void add(List<OutboxRow> rows);

    /** Rows whose time has come, oldest first. */
    List<OutboxRow> due(Instant now, int limit);

    /**
     * Rows of one notifier whose time has come, oldest first, however many rows of others are due before them. Stores
     * that can ask for them directly should.
     */
    default List<OutboxRow> due(String notifier, Instant now, int limit) {
        for (int window = limit; ; window = Math.multiplyExact(window, 2)) {
            List<OutboxRow> all = due(now, window);
            if (all.isEmpty()) {
                return all;
            }
            List<OutboxRow> own = all.stream()
                    .filter(row -> row.notifier().equals(notifier))
                    .limit(limit)
                    .toList();
            if (own.size() == limit || all.size() < window) {
                return own;
            }
        }
    }

    void delivered(String notifier, String notificationId, Instant at);

    void retryAt(String notifier, String notificationId, Instant nextAttempt, String detail);

    /** How many are not delivered yet. */
    int owed();

    /** The newest notifications, delivered or not, newest first. */
    List<Notification> recent(int limit);
}
