package com.umcloud.umha.core.store.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import com.umcloud.umha.core.store.StaleEpochException;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbiIncidentStoreTest {
    private static final Instant T0 = Instant.parse("2026-03-08T02:30:00.123456Z");
    private static final IncidentCommit NOTHING =
            new IncidentCommit(List.of(), List.of(), List.of(), List.of(), List.of());

    private static Database database;

    @Parameter
    TestDatabase kind;

    private JdbiIncidentStore store;
    private JdbiLeaseStore leases;
    private LeaseRow lease;

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
        leases = new JdbiLeaseStore(database);
        lease = leases.take(leases.read(), "here").orElseThrow();
    }

    private static IncidentRow incident(String id, String host, boolean open, int minute) {
        return new IncidentRow(
                id,
                host,
                "FENCING",
                "STORAGE_LOST",
                open,
                T0.plus(Duration.ofMinutes(minute)),
                T0.plus(Duration.ofMinutes(minute + 1)),
                "{\"host\": \"" + host + "\", \"instances\": [\"数据库-主 💾\"]}");
    }

    private static IntentRow intent(String id, IntentState state, int second) {
        return new IntentRow(id, "i1", "POWER_OFF", "node-1", state, T0.plusSeconds(second), T0.plusSeconds(60), "");
    }

    private static IncidentCommit of(IncidentRow... incidents) {
        return new IncidentCommit(List.of(incidents), List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void everythingComesBackAsItWasWritten() {
        IncidentRow incident = incident("i1", "节点-1", true, 0);
        IntentRow intent = intent("c1", IntentState.INTENDED, 0);
        LogRow log = new LogRow(
                T0, Severity.WARNING, Optional.of("节点-1"), Optional.of("i1"), "incident.opened", "存储网络丢失 💾");
        LogRow general = new LogRow(T0, Severity.INFO, Optional.empty(), Optional.empty(), "start", "x".repeat(70_000));
        HistoryRow history =
                new HistoryRow("i1", "vm-1", "数据库-主 💾", "节点-1", Optional.empty(), "WAITING", "", T0, Optional.empty());
        HistoryRow done = new HistoryRow(
                "i1",
                "vm-2",
                "Web",
                "节点-1",
                Optional.of("节点-2"),
                "RECOVERED",
                "ok",
                T0,
                Optional.of(T0.plusSeconds(9)));
        OutboxRow outbox = new OutboxRow(
                "smtp",
                new Notification(
                        "n1",
                        "incident.opened",
                        Severity.CRITICAL,
                        Optional.of("节点-1"),
                        Optional.of("i1"),
                        T0,
                        "UMHA高可用告警 🔥",
                        "一\n二"),
                T0,
                0);

        store.commit(
                lease.epoch(),
                new IncidentCommit(
                        List.of(incident),
                        List.of(intent),
                        List.of(log, general),
                        List.of(history, done),
                        List.of(outbox)));

        assertThat(store.incident("i1")).contains(incident);
        assertThat(store.openIncidents()).containsExactly(incident);
        assertThat(store.unfinishedIntents()).containsExactly(intent);
        assertThat(store.history("i1")).containsExactly(done, history);
        assertThat(store.recentLog(Optional.empty(), 10)).containsExactly(general, log);
        assertThat(store.recentLog(Optional.of("节点-1"), 10)).containsExactly(log);
        assertThat(new JdbiOutboxStore(database).due(T0, 10)).containsExactly(outbox);
    }

    @Test
    void knownRowsAreReplacedAndOwedNotificationsKept() {
        OutboxRow owed = new OutboxRow("smtp", notification("n1", "first"), T0, 3);
        OutboxRow again = new OutboxRow("smtp", notification("n1", "second"), T0.plusSeconds(5), 0);
        HistoryRow waiting =
                new HistoryRow("i1", "vm-1", "a", "node-1", Optional.empty(), "WAITING", "", T0, Optional.empty());
        HistoryRow recovered = new HistoryRow(
                "i1", "vm-1", "a", "node-1", Optional.of("node-2"), "RECOVERED", "", T0, Optional.of(T0));
        store.commit(
                1,
                new IncidentCommit(
                        List.of(incident("i1", "node-1", true, 0)),
                        List.of(intent("c1", IntentState.INTENDED, 0)),
                        List.of(),
                        List.of(waiting),
                        List.of(owed)));

        store.commit(
                1,
                new IncidentCommit(
                        List.of(incident("i1", "node-1", false, 0)),
                        List.of(intent("c1", IntentState.FINISHED, 0), intent("c2", IntentState.INTENDED, 1)),
                        List.of(),
                        List.of(recovered),
                        List.of(again)));

        assertThat(store.openIncidents()).isEmpty();
        assertThat(store.recentIncidents(10)).containsExactly(incident("i1", "node-1", false, 0));
        assertThat(store.unfinishedIntents()).extracting(IntentRow::id).containsExactly("c2");
        assertThat(store.history("i1")).containsExactly(recovered);
        assertThat(new JdbiOutboxStore(database).due(T0.plusSeconds(60), 10)).containsExactly(owed);
    }

    private static Notification notification(String id, String title) {
        return new Notification(id, "k", Severity.INFO, Optional.empty(), Optional.empty(), T0, title, "");
    }

    @Test
    void listsAreInTheirOrder() {
        store.commit(
                1,
                of(
                        incident("b", "node-1", true, 5),
                        incident("a", "node-1", false, 0),
                        incident("d", "node-2", true, 3),
                        incident("c", "node-3", false, -100)));

        assertThat(store.openIncidents()).extracting(IncidentRow::id).containsExactly("d", "b");
        assertThat(store.recentIncidents(3)).extracting(IncidentRow::id).containsExactly("b", "d", "a");
        assertThat(store.latestPerHost(T0)).extracting(IncidentRow::id).containsExactly("b", "d");
        assertThat(store.latestPerHost(T0.plus(Duration.ofMinutes(6)))).isEmpty();
        assertThat(store.incident("unknown")).isEmpty();
        assertThat(store.history("unknown")).isEmpty();
    }

    @Test
    void hostNamesMatchExactly() {
        store.commit(1, of(incident("a", "node-1", true, 0), incident("b", "NODE-1", true, 1)));

        assertThat(store.latestPerHost(T0)).hasSize(2);
    }

    @Test
    void anotherEpochWritesNothing() {
        leases.take(lease, "there").orElseThrow();

        assertThatThrownBy(() -> store.commit(lease.epoch(), of(incident("i1", "node-1", true, 0))))
                .isInstanceOf(StaleEpochException.class)
                .hasMessage("the lease has epoch 2, this processor acted under 1");
        assertThatThrownBy(() -> store.commit(lease.epoch(), NOTHING)).isInstanceOf(StaleEpochException.class);
        assertThat(store.recentIncidents(1)).isEmpty();
        store.commit(2, of(incident("i1", "node-1", true, 0)));
        assertThat(store.recentIncidents(1)).hasSize(1);
    }

    @Test
    void renewalAndReleaseDoNotDisturbTheHolder() {
        LeaseRow renewed = leases.renew(lease).orElseThrow();
        store.commit(lease.epoch(), of(incident("i1", "node-1", true, 0)));
        assertThat(leases.renew(renewed)).isPresent();
    }

    @Test
    void aFailingRowUndoesTheWholeCommit() {
        IncidentRow tooLong = incident("x".repeat(65), "node-2", true, 0);

        assertThatThrownBy(() -> store.commit(1, of(incident("i1", "node-1", true, 0), tooLong)))
                .hasMessageContaining("could not write the incidents");
        assertThat(store.recentIncidents(10)).isEmpty();
    }

    @Test
    void theLeaseCannotBeTakenBetweenTheCheckAndTheCommit() throws Exception {
        CountDownLatch checked = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> database.write("test", handle -> {
            LeaseFence.hold(handle, 1);
            checked.countDown();
            await(asked);
            IncidentTables.putIncidents(handle, List.of(incident("i1", "node-1", true, 0)));
        }));
        assertThat(checked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Integer> contender = CompletableFuture.supplyAsync(() -> {
            asked.countDown();
            leases.take(lease, "there").orElseThrow();
            return store.recentIncidents(10).size();
        });

        assertThat(contender.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        holder.get(10, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
