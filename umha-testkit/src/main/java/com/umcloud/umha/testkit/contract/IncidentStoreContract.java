package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LeaseStore;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.StaleEpochException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Incidents and what is written with them. */
interface IncidentStoreContract extends Stored {
    private IncidentStore store() {
        return database().stores().incidents();
    }

    private LeaseRow lease() {
        LeaseStore leases = database().stores().leases();
        return leases.take(leases.read(), "here").orElseThrow();
    }

    @Test
    default void everythingComesBackAsItWasWritten() {
        IncidentRow incident = incident("i1", "节点-1", true, 0);
        IntentRow intent = intent("c1", IntentState.INTENDED, 0);
        LogRow log = logged("节点-1", "存储网络丢失 💾");
        LogRow general =
                new LogRow(T0, log.severity(), Optional.empty(), Optional.empty(), "start", "x".repeat(70_000));
        HistoryRow waiting = history("vm-1", "数据库-主 💾", Optional.empty(), "WAITING");
        HistoryRow done = history("vm-2", "Web", Optional.of("节点-2"), "RECOVERED");
        OutboxRow mail = owed("smtp", "n1", 0);

        store().commit(
                        lease().epoch(),
                        new IncidentCommit(
                                List.of(incident),
                                List.of(intent),
                                List.of(log, general),
                                List.of(waiting, done),
                                List.of(mail)));

        assertThat(store().incident("i1")).contains(incident);
        assertThat(store().openIncidents()).containsExactly(incident);
        assertThat(store().unfinishedIntents()).containsExactly(intent);
        assertThat(store().history("i1")).containsExactly(done, waiting);
        assertThat(store().recentLog(Optional.empty(), 10)).containsExactly(general, log);
        assertThat(store().recentLog(Optional.of("节点-1"), 10)).containsExactly(log);
        assertThat(database().stores().outbox().due(T0, 10)).containsExactly(mail);
    }

    @Test
    default void knownRowsAreReplacedAndOwedNotificationsKept() {
        long epoch = lease().epoch();
        OutboxRow mail = owed("smtp", "n1", 0, "first");
        OutboxRow again = new OutboxRow("smtp", owed("smtp", "n1", 0, "second").notification(), T0.plusSeconds(5), 3);
        HistoryRow waiting = history("vm-1", "a", Optional.empty(), "WAITING");
        HistoryRow recovered = history("vm-1", "a", Optional.of("node-2"), "RECOVERED");
        store().commit(
                        epoch,
                        new IncidentCommit(
                                List.of(incident("i1", "node-1", true, 0)),
                                List.of(intent("c1", IntentState.INTENDED, 0)),
                                List.of(),
                                List.of(waiting),
                                List.of(mail)));

        store().commit(
                        epoch,
                        new IncidentCommit(
                                List.of(incident("i1", "node-1", false, 0)),
                                List.of(intent("c1", IntentState.FINISHED, 0), intent("c2", IntentState.INTENDED, 1)),
                                List.of(),
                                List.of(recovered),
                                List.of(again)));

        assertThat(store().openIncidents()).isEmpty();
        assertThat(store().recentIncidents(10)).containsExactly(incident("i1", "node-1", false, 0));
        assertThat(store().unfinishedIntents()).extracting(IntentRow::id).containsExactly("c2");
        assertThat(store().history("i1")).containsExactly(recovered);
        assertThat(database().stores().outbox().due(T0.plusSeconds(60), 10)).containsExactly(mail);
    }

    @Test
    default void whenSomethingWasFirstIntendedStays() {
        long epoch = lease().epoch();
        store().commit(epoch, intents(intent("b", IntentState.INTENDED, 0), intent("a", IntentState.INTENDED, 1)));

        store().commit(epoch, intents(intent("b", IntentState.INTENDED, 5), intent("0", IntentState.INTENDED, 1)));

        assertThat(store().unfinishedIntents())
                .containsExactly(
                        intent("b", IntentState.INTENDED, 0),
                        intent("0", IntentState.INTENDED, 1),
                        intent("a", IntentState.INTENDED, 1));
    }

    private static IncidentCommit intents(IntentRow... rows) {
        return new IncidentCommit(List.of(), List.of(rows), List.of(), List.of(), List.of());
    }

    @Test
    default void listsAreInTheirOrder() {
        store().commit(
                        lease().epoch(),
                        of(
                                incident("b", "node-1", true, 5),
                                incident("a", "node-1", false, 0),
                                incident("d", "node-2", true, 3),
                                incident("c", "node-3", false, -100),
                                incident("e", "node-2", true, 3)));

        assertThat(store().openIncidents()).extracting(IncidentRow::id).containsExactly("d", "e", "b");
        assertThat(store().recentIncidents(3)).extracting(IncidentRow::id).containsExactly("b", "e", "d");
        assertThat(store().latestPerHost(T0)).extracting(IncidentRow::id).containsExactly("b", "e");
        assertThat(store().latestPerHost(T0.plus(Duration.ofMinutes(6)))).isEmpty();
        assertThat(store().incident("unknown")).isEmpty();
        assertThat(store().history("unknown")).isEmpty();
    }

    @Test
    default void theLogIsReadBackwards() {
        long epoch = lease().epoch();
        LogRow one = logged("node-1", "one");
        LogRow two = logged("node-2", "two");
        LogRow three = logged("node-1", "three");
        store().commit(epoch, new IncidentCommit(List.of(), List.of(), List.of(one, two), List.of(), List.of()));
        store().commit(epoch, new IncidentCommit(List.of(), List.of(), List.of(three, one), List.of(), List.of()));

        assertThat(store().recentLog(Optional.empty(), 3)).containsExactly(one, three, two);
        assertThat(store().recentLog(Optional.of("node-1"), 2)).containsExactly(one, three);
        assertThat(store().recentLog(Optional.of("NODE-1"), 2)).isEmpty();
    }

    @Test
    default void hostNamesMatchExactly() {
        store().commit(lease().epoch(), of(incident("a", "node-1", true, 0), incident("b", "NODE-1", true, 1)));

        assertThat(store().latestPerHost(T0)).hasSize(2);
    }

    @Test
    default void timesAreCutToMicroseconds() {
        Instant cut = T0.plusNanos(999);
        IncidentRow row = new IncidentRow("i1", "node-1", "FENCING", "PANICKED", true, cut, cut, "{}");

        store().commit(lease().epoch(), of(row));

        assertThat(store().incident("i1"))
                .contains(new IncidentRow("i1", "node-1", "FENCING", "PANICKED", true, T0, T0, "{}"));
        assertThat(store().latestPerHost(cut)).isEmpty();
        assertThat(store().latestPerHost(T0.minusNanos(1))).hasSize(1);
    }

    @Test
    default void anotherEpochWritesNothing() {
        LeaseRow lease = lease();
        assertThat(database().stores().leases().take(lease, "there")).isPresent();

        assertThatThrownBy(() -> store().commit(lease.epoch(), of(incident("i1", "node-1", true, 0))))
                .isInstanceOf(StaleEpochException.class)
                .hasMessage("the lease has epoch 2, this processor acted under 1");
        assertThatThrownBy(() -> store().commit(lease.epoch(), NOTHING)).isInstanceOf(StaleEpochException.class);
        assertThat(store().recentIncidents(1)).isEmpty();
        store().commit(2, of(incident("i1", "node-1", true, 0)));
        assertThat(store().recentIncidents(1)).hasSize(1);
    }

    @Test
    default void renewalAndReleaseDoNotDisturbTheHolder() {
        LeaseStore leases = database().stores().leases();
        LeaseRow lease = lease();
        LeaseRow renewed = leases.renew(lease).orElseThrow();
        store().commit(lease.epoch(), of(incident("i1", "node-1", true, 0)));
        LeaseRow again = leases.renew(renewed).orElseThrow();
        assertThat(leases.release(again)).isTrue();
        store().commit(lease.epoch(), of(incident("i2", "node-2", true, 0)));
        assertThat(store().openIncidents()).hasSize(2);
    }

    @Test
    default void aFailingRowUndoesTheWholeCommit() {
        long epoch = lease().epoch();
        IncidentRow tooLong = incident("x".repeat(65), "node-2", true, 0);
        OutboxRow unfit = owed("x".repeat(65), "n1", 0);

        assertThatThrownBy(() -> store().commit(epoch, of(incident("i1", "node-1", true, 0), tooLong)))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.EXTERNAL))
                .hasMessageContaining("could not write the incidents");
        IncidentCommit withMail = new IncidentCommit(
                List.of(incident("i1", "node-1", true, 0)),
                List.of(intent("c1", IntentState.INTENDED, 0)),
                List.of(logged("node-1", "seen")),
                List.of(history("vm-1", "a", Optional.empty(), "WAITING")),
                List.of(unfit));
        assertThatThrownBy(() -> store().commit(epoch, withMail)).isInstanceOf(UmhaException.class);

        assertThat(store().recentIncidents(10)).isEmpty();
        assertThat(store().unfinishedIntents()).isEmpty();
        assertThat(store().recentLog(Optional.empty(), 10)).isEmpty();
        assertThat(store().history("i1")).isEmpty();
        store().commit(epoch, of(incident("x".repeat(62) + "💾", "node-2", true, 0)));
        assertThat(store().recentIncidents(10)).hasSize(1);
    }
}
