package com.umcloud.umha.core.telling;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications that cannot wait for the database, because they tell that it is away. Lost when the program ends;
 * bounded: when it is full the oldest row gives way. Safe for use by several threads.
 */
public final class MemoryOutbox implements OutboxStore {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryOutbox.class);

    private final int capacity;
    private final Map<Key, OutboxRow> owed = new LinkedHashMap<>();
    private final Deque<Notification> recent = new ArrayDeque<>();

    private record Key(String notifier, String id) {
        static Key of(OutboxRow row) {
            return new Key(row.notifier(), row.notification().id());
        }
    }

    /** @param capacity the most rows it keeps, at least 1 */
    public MemoryOutbox(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("an outbox for " + capacity + " rows");
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void add(List<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            if (owed.putIfAbsent(Key.of(row), row) == null) {
                remember(row.notification());
            }
            if (owed.size() > capacity) {
                Key oldest = owed.keySet().iterator().next();
                owed.remove(oldest);
                LOG.warn(
                        "Notification {} to {} is dropped: {} newer ones wait",
                        oldest.id(),
                        oldest.notifier(),
                        capacity);
            }
        }
    }

    @Override
    public synchronized List<OutboxRow> due(Instant now, int limit) {
        if (owed.isEmpty()) {
            return List.of();
        }
        return owed.values().stream()
                .filter(row -> !row.nextAttemptAt().isAfter(now))
                .sorted(Comparator.comparing(OutboxRow::nextAttemptAt))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void delivered(String notifier, String notificationId, Instant at) {
        owed.remove(new Key(notifier, notificationId));
    }

    @Override
    public synchronized void retryAt(String notifier, String notificationId, Instant nextAttempt, String detail) {
        owed.computeIfPresent(
                new Key(notifier, notificationId),
                (key, row) -> new OutboxRow(notifier, row.notification(), nextAttempt, row.attempts() + 1));
    }

    @Override
    public synchronized int owed() {
        return owed.size();
    }

    @Override
    public synchronized List<Notification> recent(int limit) {
        return new ArrayList<>(recent).stream().limit(limit).toList();
    }

    private void remember(Notification notification) {
        if (recent.stream().noneMatch(known -> known.id().equals(notification.id()))) {
            recent.addFirst(notification);
        }
        if (recent.size() > capacity) {
            recent.removeLast();
        }
    }
}
