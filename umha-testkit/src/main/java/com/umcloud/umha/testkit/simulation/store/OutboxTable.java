package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Notifications, owed and delivered. */
final class OutboxTable {
    private static final Comparator<OutboxRow> OLDEST_FIRST = Comparator.comparing(
                    (OutboxRow row) -> row.notification().at())
            .thenComparing(row -> row.notification().id())
            .thenComparing(OutboxRow::notifier);

    private final Map<Key, OutboxEntry> entries = new HashMap<>();
    private final TreeSet<OutboxRow> owed = new TreeSet<>(OLDEST_FIRST);

    private record Key(String notifier, String notificationId) {}

    static void check(List<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            Columns.check("outbox.notifier", row.notifier(), Columns.WORD);
            Columns.check("outbox.notification_id", row.notification().id(), Columns.KIND);
            Columns.check("outbox.kind", row.notification().kind(), Columns.KIND);
            Columns.check("outbox.hostname", row.notification().host(), Columns.NAME);
            Columns.check("outbox.incident_id", row.notification().incidentId(), Columns.ID);
        }
    }

    /** A row whose notifier and notification id are known is kept as it is. */
    void add(List<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            OutboxRow kept = kept(row);
            OutboxEntry entry = new OutboxEntry(kept, Optional.empty(), Optional.empty());
            Key key = new Key(row.notifier(), row.notification().id());
            if (entries.putIfAbsent(key, entry) == null) {
                owed.add(kept);
            }
        }
    }

    private static OutboxRow kept(OutboxRow row) {
        Notification told = row.notification();
        Notification notification = new Notification(
                told.id(),
                told.kind(),
                told.severity(),
                told.host(),
                told.incidentId(),
                Columns.time(told.at()),
                told.title(),
                told.body());
        return new OutboxRow(row.notifier(), notification, Columns.time(row.nextAttemptAt()), row.attempts());
    }

    List<OutboxRow> due(Predicate<OutboxRow> wanted, Instant now, int limit) {
        Instant until = Columns.time(now);
        List<OutboxRow> due = new ArrayList<>();
        for (OutboxRow row : owed) {
            if (due.size() >= limit) {
                break;
            }
            if (!row.nextAttemptAt().isAfter(until) && wanted.test(row)) {
                due.add(row);
            }
        }
        return List.copyOf(due);
    }

    Change<Boolean> delivered(String notifier, String notificationId, Instant at) {
        Key key = new Key(notifier, notificationId);
        OutboxEntry entry = entries.get(key);
        if (entry == null) {
            return Change.none(false);
        }
        return Change.of(true, () -> {
            entries.put(key, new OutboxEntry(entry.row(), Optional.of(Columns.time(at)), Optional.empty()));
            owed.remove(entry.row());
        });
    }

    Change<Boolean> retryAt(String notifier, String notificationId, Instant nextAttempt, String detail) {
        Key key = new Key(notifier, notificationId);
        OutboxEntry entry = entries.get(key);
        if (entry == null || entry.isDelivered()) {
            return Change.none(false);
        }
        OutboxRow before = entry.row();
        OutboxRow after =
                new OutboxRow(notifier, before.notification(), Columns.time(nextAttempt), before.attempts() + 1);
        return Change.of(true, () -> {
            entries.put(key, new OutboxEntry(after, Optional.empty(), Optional.of(detail)));
            owed.remove(before);
            owed.add(after);
        });
    }

    int owed() {
        return owed.size();
    }

    List<OutboxEntry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparing(OutboxEntry::row, OLDEST_FIRST))
                .toList();
    }

    List<Notification> recent(int limit) {
        Map<String, Notification> byId = new LinkedHashMap<>();
        entries.values().stream()
                .map(OutboxEntry::row)
                .sorted(Comparator.comparing(OutboxRow::notifier))
                .forEach(row -> byId.putIfAbsent(row.notification().id(), row.notification()));
        return byId.values().stream()
                .sorted(Comparator.comparing(Notification::at)
                        .thenComparing(Notification::id)
                        .reversed())
                .limit(limit)
                .toList();
    }
}
