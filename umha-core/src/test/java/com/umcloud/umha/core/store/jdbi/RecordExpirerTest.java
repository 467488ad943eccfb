package com.umcloud.umha.core.store.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RecordExpirerTest {
    private static final Instant NOW = Instant.parse("2026-03-08T00:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(31));
    private static final Instant NEW = NOW.minus(Duration.ofDays(29));
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Optional<String> NONE = Optional.empty();

    private static Database database;

    @Parameter
    TestDatabase kind;

    private JdbiIncidentStore store;
    private LeaseRow lease;
    private RecordExpirer expirer;

    @BeforeParameterizedClassInvocation
    static void openDatabase(TestDatabase kind) {
        database = kind.migrated();
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() {
        Rows.clear(database);
        store = new JdbiIncidentStore(database);
        JdbiLeaseStore leases = new JdbiLeaseStore(database);
        lease = leases.take(leases.read(), "here").orElseThrow();
        expirer = new RecordExpirer(database, InstantSource.fixed(NOW), 3);
        incidents(incident("closed", false), incident("open", true));
    }

    private static IncidentRow incident(String id, boolean open) {
        return new IncidentRow(id, "node-" + id, open ? "EVACUATING" : "CLOSED", "PANICKED", open, OLD, OLD, "{}");
    }

    private void incidents(IncidentRow... rows) {
        store.commit(lease.epoch(), new IncidentCommit(List.of(rows), List.of(), List.of(), List.of(), List.of()));
    }

    private void log(String message, Instant at, Optional<String> incident) {
        LogRow row = new LogRow(at, Severity.INFO, NONE, incident, "kind", message);
        store.commit(lease.epoch(), new IncidentCommit(List.of(), List.of(), List.of(row), List.of(), List.of()));
    }

    private void intent(String id, Instant created, Instant updated, IntentState state, String incident) {
        IntentRow row = new IntentRow(id, incident, "POWER_OFF", "node", state, created, updated, "");
        store.commit(lease.epoch(), new IncidentCommit(List.of(), List.of(row), List.of(), List.of(), List.of()));
    }

    private void mail(String id, Optional<Instant> delivered, Optional<String> incident) {
        Notification notification = new Notification(id, "kind", Severity.INFO, NONE, incident, OLD, "title", "body");
        JdbiOutboxStore outbox = new JdbiOutboxStore(database);
        outbox.add(
                List.of(new OutboxRow("smtp", notification, OLD, 0), new OutboxRow("webhook", notification, OLD, 0)));
        delivered.ifPresent(at -> {
            outbox.delivered("smtp", id, at);
            outbox.delivered("webhook", id, at);
        });
    }

    @Test
    void oldLinesOfTheLogAreRemoved() {
        log("old", OLD, NONE);
        log("old, of a closed incident", OLD, Optional.of("closed"));
        log("old, of an unknown incident", OLD, Optional.of("unknown"));
        log("old, of an open incident", OLD, Optional.of("open"));
        log("new", NEW, NONE);

        assertThat(expirer.expire(KEEP, () -> true)).isEqualTo(new RecordReport(3, 0, 0));

        assertThat(Rows.texts(database, "SELECT message FROM umha_log ORDER BY id"))
                .containsExactly("old, of an open incident", "new");
    }

    @Test
    void finishedCommandsAreRemoved() {
        intent("old", OLD, OLD, IntentState.FINISHED, "closed");
        intent("finished lately", OLD, NEW, IntentState.FINISHED, "closed");
        intent("unfinished", OLD, OLD, IntentState.INTENDED, "closed");
        intent("of an open incident", OLD, OLD, IntentState.FINISHED, "open");

        assertThat(expirer.expire(KEEP, () -> true)).isEqualTo(new RecordReport(0, 1, 0));

        assertThat(Rows.texts(database, "SELECT id FROM intent ORDER BY id"))
                .containsExactly("finished lately", "of an open incident", "unfinished");
    }

    @Test
    void deliveredNotificationsAreRemoved() {
        mail("old", Optional.of(OLD), Optional.of("closed"));
        mail("old, of no incident", Optional.of(OLD), NONE);
        mail("delivered lately", Optional.of(NEW), NONE);
        mail("owed", Optional.empty(), NONE);
        mail("of an open incident", Optional.of(OLD), Optional.of("open"));

        assertThat(expirer.expire(KEEP, () -> true)).isEqualTo(new RecordReport(0, 0, 4));

        assertThat(Rows.texts(database, "SELECT DISTINCT notification_id FROM outbox ORDER BY notification_id"))
                .containsExactly("delivered lately", "of an open incident", "owed");
    }

    @Test
    void incidentsAndWhatBecameOfInstancesStay() {
        HistoryRow history =
                new HistoryRow("closed", "vm-1", "vm", "node", NONE, "RECOVERED", "", OLD, Optional.of(OLD));
        store.commit(lease.epoch(), new IncidentCommit(List.of(), List.of(), List.of(), List.of(history), List.of()));

        assertThat(expirer.expire(KEEP, () -> true).isEmpty()).isTrue();

        assertThat(Rows.count(database, "incident")).isEqualTo(2);
        assertThat(Rows.count(database, "evacuate_history")).isEqualTo(1);
    }

    @Test
    void itGoesOnByFewAtATimeAndStopsWhenAskedTo() {
        for (int i = 0; i < 10; i++) {
            log("old " + i, OLD.plusSeconds(i), NONE);
        }
        AtomicInteger asked = new AtomicInteger();

        assertThat(expirer.expire(KEEP, () -> asked.incrementAndGet() <= 2).logLines())
                .isEqualTo(6);
        assertThat(Rows.texts(database, "SELECT message FROM umha_log ORDER BY id"))
                .as("the oldest went first")
                .containsExactly("old 6", "old 7", "old 8", "old 9");
        assertThat(expirer.expire(KEEP, () -> true).logLines()).isEqualTo(4);
    }

    @Test
    void itDoesNotCollideWithTheEngine() {
        log("old", OLD, NONE);
        long commits =
                Long.parseLong(Rows.texts(database, "SELECT commits FROM lease").get(0));
        expirer.expire(KEEP, () -> true);
        assertThat(Rows.texts(database, "SELECT commits FROM lease")).containsExactly(String.valueOf(commits));
    }
}
