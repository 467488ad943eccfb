package com.umcloud.umha.testkit.simulation.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.testkit.simulation.time.ProgramKilled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryDatabaseTest {
    private final DatabaseGround ground = new DatabaseGround();
    private final MemoryDatabase database = ground.database;

    @Test
    void dataOutliveTheProcessorThatWroteThem() {
        ground.commit("i1");
        ground.a.close();

        assertThatThrownBy(() -> ground.commit("i2"))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("the connection is closed");
        assertThatThrownBy(() -> ground.a.stores().incidents().openIncidents()).isInstanceOf(UmhaException.class);
        DatabaseConnection again = database.connect("a");
        assertThat(again.stores().incidents().openIncidents())
                .extracting(IncidentRow::id)
                .containsExactly("i1");
        assertThat(again.stores().leases().read()).isEqualTo(ground.lease);
    }

    @Test
    void aProcessorIsKilledBeforeItsCommitIsWritten() {
        killAtCommit(true);

        assertThatThrownBy(() -> ground.commit("i1"))
                .isInstanceOf(ProgramKilled.class)
                .hasMessage("at a commit of a");

        assertThat(ground.kept()).isEmpty();
        assertThat(database.commits()).isEmpty();
    }

    @Test
    void aProcessorIsKilledAfterItsCommitWasWritten() {
        killAtCommit(false);

        assertThatThrownBy(() -> ground.commit("i1")).isInstanceOf(ProgramKilled.class);

        assertThat(ground.kept()).containsExactly("i1");
        assertThat(database.connect("a").stores().incidents().unfinishedIntents())
                .extracting(IntentRow::id)
                .containsExactly("i1/1");
    }

    private void killAtCommit(boolean before) {
        database.listen(new WriteListener() {
            @Override
            public void before(DatabaseWrite write) {
                kill(write, before);
            }

            @Override
            public void after(DatabaseWrite write, boolean written) {
                kill(write, !before);
            }

            private void kill(DatabaseWrite write, boolean now) {
                if (now && write.kind() == WriteKind.COMMIT && write.commit().isPresent()) {
                    ground.a.close();
                    throw new ProgramKilled("at a commit of " + write.processor());
                }
            }
        });
    }

    @Test
    void everyWriteIsToldWithItsOutcomeAndNoRead() {
        ground.commit("i1");
        ground.a.stores().incidents().openIncidents();
        ground.b.stores().leases().take(new LeaseRow(0, 0, ""), "b");
        ground.b.stores().outbox().delivered("smtp", "mail-i1", DatabaseGround.T0);
        ground.b.stores().hosts().signalSeenGood("node-1", "storage", DatabaseGround.T0);
        ground.b.stores().hosts().signalSeenGood("node-1", "storage", DatabaseGround.T0);

        String signal = "remember that signal storage of node-1 was good";
        assertThat(ground.told)
                .containsExactly(
                        "a asks: write the incidents",
                        "a hears: write the incidents, written",
                        "b asks: take the lease",
                        "b hears: take the lease, not written",
                        "b asks: note a delivery",
                        "b hears: note a delivery, written",
                        "b asks: " + signal,
                        "b hears: " + signal + ", written",
                        "b asks: " + signal,
                        "b hears: " + signal + ", not written");
    }

    @Test
    void everythingThatWasWrittenCanBeLookedAt() {
        ground.commit("i1");
        ground.pass(Duration.ofSeconds(5));
        ground.b.stores().leases().take(ground.lease, "b").orElseThrow();
        IncidentCommit finished = ground.step("i1", IntentState.FINISHED);
        ground.b.stores().incidents().commit(2, finished);
        Instant later = DatabaseGround.T0.plusSeconds(9);
        ground.b.stores().outbox().delivered("smtp", "mail-i1", later);
        database.faults().begin(DatabaseFault.AWAY);

        assertThat(database.incidents()).isEqualTo(finished.incidents());
        assertThat(database.intents())
                .extracting(IntentRow::state, IntentRow::createdAt)
                .containsExactly(tuple(IntentState.FINISHED, DatabaseGround.T0));
        assertThat(database.history()).isEqualTo(finished.history());
        assertThat(database.log()).hasSize(2);
        assertThat(database.outbox()).extracting(OutboxEntry::deliveredAt).containsExactly(Optional.of(later));
        assertThat(database.lease()).isEqualTo(new LeaseRow(2, 0, "b"));
        assertThat(database.commits())
                .extracting(CommittedStep::at, CommittedStep::processor, CommittedStep::epoch)
                .containsExactly(tuple(DatabaseGround.T0, "a", 1L), tuple(DatabaseGround.T0.plusSeconds(5), "b", 2L));
        assertThat(database.leaseChanges())
                .containsExactly(
                        new LeaseChange(DatabaseGround.T0, "a", new LeaseRow(1, 0, "a")),
                        new LeaseChange(DatabaseGround.T0.plusSeconds(5), "b", new LeaseRow(2, 0, "b")));
    }

    @Test
    void theTablesAreWhatItsCommitsAddUpTo() {
        database.faults().rate(DatabaseFault.COMMIT_LOST, 0.2);
        database.faults().rate(DatabaseFault.COMMIT_ANSWER_LOST, 0.2);
        database.faults().rate(DatabaseFault.COMMIT_LATE, 0.1);
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String incident = "i" + i % 30;
            try {
                ground.commit(incident);
                heard.add(incident);
            } catch (UmhaException e) {
                ground.pass(Duration.ofSeconds(1));
            }
        }
        ground.pass(Duration.ofMinutes(1));

        DatabaseGround fold = new DatabaseGround();
        database.commits().forEach(step -> fold.a.stores().incidents().commit(step.epoch(), step.commit()));
        assertThat(heard).hasSizeBetween(10, 190);
        assertThat(database.commits()).hasSizeGreaterThan(heard.size());
        assertThat(fold.database.incidents()).isEqualTo(database.incidents());
        assertThat(fold.database.intents()).isEqualTo(database.intents());
        assertThat(fold.database.history()).isEqualTo(database.history());
        assertThat(fold.database.log()).isEqualTo(database.log());
        assertThat(fold.database.outbox()).isEqualTo(database.outbox());
    }
}
