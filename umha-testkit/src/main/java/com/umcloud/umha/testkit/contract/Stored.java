package com.umcloud.umha.testkit.contract;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OutboxRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The database of a contract and the rows that its tests share. */
interface Stored {
    /** To the microsecond, as columns hold it. */
    Instant T0 = Instant.parse("2026-03-08T02:30:00.123456Z");

    IncidentCommit NOTHING = new IncidentCommit(List.of(), List.of(), List.of(), List.of(), List.of());

    StoresUnderTest database();

    default IncidentRow incident(String id, String host, boolean open, int minute) {
        return new IncidentRow(
                id,
                host,
                "FENCING",
                "STORAGE_LOST",
                open,
                T0.plus(Duration.ofMinutes(minute)),
                T0.plus(Duration.ofMinutes(minute + 1L)),
                "{\"host\": \"" + host + "\", \"instances\": [\"数据库-主 💾\"]}");
    }

    default IntentRow intent(String id, IntentState state, int second) {
        return new IntentRow(id, "i1", "POWER_OFF", "node-1", state, T0.plusSeconds(second), T0.plusSeconds(60), "");
    }

    default LogRow logged(String host, String message) {
        return new LogRow(T0, Severity.WARNING, Optional.of(host), Optional.of("i1"), "incident.opened", message);
    }

    default HistoryRow history(String instance, String name, Optional<String> destination, String outcome) {
        return new HistoryRow(
                "i1", instance, name, "节点-1", destination, outcome, "", T0, destination.map(host -> T0.plusSeconds(9)));
    }

    default OutboxRow owed(String notifier, String id, int second) {
        return owed(notifier, id, second, "UMHA高可用告警 💾 " + id);
    }

    default OutboxRow owed(String notifier, String id, int second, String title) {
        Notification notification = new Notification(
                id,
                "incident.opened",
                Severity.CRITICAL,
                Optional.of("node-1"),
                Optional.empty(),
                T0.plusSeconds(second),
                title,
                "一\n二");
        return new OutboxRow(notifier, notification, T0.plusSeconds(second), 0);
    }

    default IncidentCommit of(IncidentRow... incidents) {
        return new IncidentCommit(List.of(incidents), List.of(), List.of(), List.of(), List.of());
    }
}
