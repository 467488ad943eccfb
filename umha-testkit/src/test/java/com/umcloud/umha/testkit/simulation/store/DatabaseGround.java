package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two processors on one database, of which the first holds the lease. */
final class DatabaseGround {
    static final Instant T0 = Instant.parse("2026-03-08T02:30:00Z");

    final Agenda agenda = new Agenda(T0);
    final MemoryDatabase database;
    final DatabaseConnection a;
    final DatabaseConnection b;
    final List<String> told = new ArrayList<>();
    LeaseRow lease;

    DatabaseGround() {
        this(1);
    }

    DatabaseGround(long seed) {
        database = new MemoryDatabase(agenda, new Chance(seed));
        a = database.connect("a");
        b = database.connect("b");
        lease = a.stores().leases().take(a.stores().leases().read(), "a").orElseThrow();
        database.listen(new WriteListener() {
            @Override
            public void before(DatabaseWrite write) {
                told.add(write.processor() + " asks: " + write.what());
            }

            @Override
            public void after(DatabaseWrite write, boolean written) {
                told.add(write.processor() + " hears: " + write.what() + (written ? ", written" : ", not written"));
            }

            @Override
            public void landed(DatabaseWrite write) {
                told.add(write.processor() + " late: " + write.what());
            }
        });
    }

    void pass(Duration time) {
        agenda.runUntil(agenda.instant().plus(time));
    }

    /** The first processor writes a step about this incident. */
    void commit(String incident) {
        a.stores().incidents().commit(lease.epoch(), step(incident, IntentState.INTENDED));
    }

    /** The incidents that anybody would find. */
    List<String> kept() {
        return database.incidents().stream().map(IncidentRow::id).toList();
    }

    IncidentCommit step(String incident, IntentState state) {
        Instant now = agenda.instant();
        Notification mail = new Notification(
                "mail-" + incident,
                "incident.fencing",
                Severity.WARNING,
                Optional.of("node-1"),
                Optional.of(incident),
                now,
                "node-1 is fenced",
                "");
        return new IncidentCommit(
                List.of(new IncidentRow(incident, "node-1", "FENCING", "PANICKED", true, now, now, "{}")),
                List.of(new IntentRow(incident + "/1", incident, "POWER_OFF", "node-1", state, now, now, "")),
                List.of(new LogRow(
                        now, Severity.WARNING, Optional.of("node-1"), Optional.of(incident), "incident.fencing", "")),
                List.of(new HistoryRow(
                        incident, "vm-1", "web", "node-1", Optional.empty(), "PENDING", "", now, Optional.empty())),
                List.of(new OutboxRow("smtp", mail, now, 0)));
    }
}
