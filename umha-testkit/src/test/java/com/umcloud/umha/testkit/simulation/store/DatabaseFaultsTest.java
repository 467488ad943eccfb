package com.umcloud.umha.testkit.simulation.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.leadership.LeaseConfig;
import com.umcloud.umha.core.leadership.LeaseKeeper;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.StaleEpochException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DatabaseFaultsTest {
    private final DatabaseGround ground = new DatabaseGround();
    private final MemoryDatabase database = ground.database;
    private final IncidentStore incidents = ground.a.stores().incidents();

    private static void fails(ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.EXTERNAL))
                .hasMessageContaining("simulated database")
                .hasMessageEndingWith(why);
    }

    private int injected(DatabaseFault fault) {
        return database.injectedFaults().get(fault.name());
    }

    @Test
    void aServerThatIsAwayAnswersNobodyUntilItIsBack() {
        database.faults().begin(DatabaseFault.AWAY);

        String why = "the server does not answer";
        fails(() -> ground.commit("i1"), why);
        fails(incidents::openIncidents, why);
        fails(incidents::unfinishedIntents, why);
        fails(() -> incidents.latestPerHost(DatabaseGround.T0), why);
        fails(() -> incidents.incident("i1"), why);
        fails(() -> incidents.history("i1"), why);
        fails(() -> incidents.recentLog(Optional.empty(), 1), why);
        fails(() -> ground.a.stores().leases().read(), why);
        fails(() -> ground.a.stores().leases().renew(ground.lease), why);
        fails(() -> ground.b.stores().outbox().owed(), why);
        fails(() -> ground.b.stores().hosts().fenceDevices(), why);
        fails(() -> ground.b.stores().hosts().signalSeenGood("node-1", "storage", Instant.EPOCH), why);
        fails(() -> ground.b.stores().sampleReader().newestId(), why);
        assertThat(ground.kept()).isEmpty();
        assertThat(injected(DatabaseFault.AWAY)).isEqualTo(13);

        database.faults().end(DatabaseFault.AWAY);
        ground.commit("i1");
        assertThat(ground.kept()).containsExactly("i1");
    }

    @Test
    void aPartitionCutsOffOneProcessorAlsoAfterItsRestart() {
        ground.a.faults().begin(DatabaseFault.PARTITIONED);

        fails(() -> ground.commit("i1"), "no route to the server");
        fails(() -> database.connect("a").stores().leases().read(), "no route to the server");
        assertThat(ground.b.stores().leases().read()).isEqualTo(ground.lease);

        database.calm();
        assertThat(database.connect("a").stores().leases().read()).isEqualTo(ground.lease);
        assertThat(injected(DatabaseFault.PARTITIONED)).isEqualTo(2);
    }

    @Test
    void aServerThatIsFullStillShowsWhatItHas() {
        ground.commit("i1");
        database.faults().begin(DatabaseFault.READ_ONLY);

        fails(() -> ground.commit("i2"), "the server is read-only");
        fails(() -> ground.a.stores().leases().renew(ground.lease), "the server is read-only");
        fails(() -> ground.a.stores().outbox().delivered("smtp", "mail-i1", DatabaseGround.T0), "is read-only");
        assertThat(incidents.openIncidents()).hasSize(1);
        assertThat(ground.a.stores().outbox().owed()).isEqualTo(1);
        assertThat(ground.a.stores().leases().read()).isEqualTo(ground.lease);
    }

    @Test
    void deadlocksAreSurvivedUntilTheyAreTooMany() {
        ground.a.faults().next(DatabaseFault.DEADLOCK, 2);
        assertThatCode(() -> ground.commit("i1")).doesNotThrowAnyException();

        ground.a.faults().next(DatabaseFault.DEADLOCK, 3);
        fails(() -> ground.commit("i2"), "deadlock found");

        ground.commit("i3");
        assertThat(ground.kept()).containsExactly("i1", "i3");
        assertThat(injected(DatabaseFault.DEADLOCK)).isEqualTo(5);
    }

    @Test
    void aCommitOfUnknownOutcomeWasWrittenOrNot() {
        ground.a.faults().next(DatabaseFault.COMMIT_LOST, 1);
        fails(() -> ground.commit("i1"), "the connection broke during the commit");
        assertThat(ground.kept()).isEmpty();
        assertThat(database.commits()).isEmpty();

        ground.a.faults().next(DatabaseFault.COMMIT_ANSWER_LOST, 1);
        fails(() -> ground.commit("i1"), "the connection broke during the commit");
        assertThat(ground.kept()).containsExactly("i1");
        assertThat(database.commits()).hasSize(1);

        assertThat(ground.told)
                .containsExactly(
                        "a asks: write the incidents",
                        "a hears: write the incidents, not written",
                        "a asks: write the incidents",
                        "a hears: write the incidents, written");
    }

    @Test
    void faultsMeetOnlyWhatTheyAreMadeFor() {
        database.faults().begin(DatabaseFault.COMMIT_LOST, DatabaseFault.COMMIT_ANSWER_LOST, DatabaseFault.COMMIT_LATE);
        LeaseRow renewed = ground.a.stores().leases().renew(ground.lease).orElseThrow();
        ground.a.stores().outbox().add(ground.step("x", IntentState.INTENDED).outbox());
        assertThat(database.lease()).isEqualTo(renewed);
        assertThat(ground.a.stores().outbox().owed()).isEqualTo(1);

        database.calm();
        database.faults().begin(DatabaseFault.LEASE_WRITE_LOST, DatabaseFault.NOTE_LOST);
        ground.commit("i1");
        fails(() -> ground.a.stores().leases().renew(renewed), "the connection broke during the commit");
        fails(() -> ground.a.stores().outbox().delivered("smtp", "mail-x", DatabaseGround.T0), "during the commit");
        assertThat(database.lease()).isEqualTo(renewed);
        assertThat(database.outbox()).noneMatch(OutboxEntry::isDelivered);
        assertThat(database.injectedFaults())
                .containsEntry("LEASE_WRITE_LOST", 1)
                .containsEntry("NOTE_LOST", 1)
                .containsEntry("COMMIT_LOST", 0);
    }

    @Test
    void aLateCommitHoldsTheLeaseUntilItLands() {
        database.lateBy(Duration.ofSeconds(7), Duration.ofSeconds(7));
        ground.a.faults().next(DatabaseFault.COMMIT_LATE, 1);

        fails(() -> ground.commit("i1"), "the connection broke during the commit");
        ground.a.close();
        ground.pass(Duration.ofSeconds(6));

        assertThat(incidentsSeenByB()).isEmpty();
        LeaseRow seen = ground.b.stores().leases().read();
        fails(() -> ground.b.stores().leases().take(seen, "b"), "lock wait timeout exceeded");
        ground.pass(Duration.ofSeconds(1));

        assertThat(incidentsSeenByB()).containsExactly("i1");
        assertThat(database.commits())
                .containsExactly(new CommittedStep(
                        DatabaseGround.T0.plusSeconds(7),
                        "a",
                        1,
                        database.commits().get(0).commit(),
                        false));
        assertThat(ground.told).endsWith("a late: write the incidents");
        assertThat(ground.b.stores().leases().take(seen, "b")).isPresent();
    }

    private List<String> incidentsSeenByB() {
        return ground.b.stores().incidents().openIncidents().stream()
                .map(IncidentRow::id)
                .toList();
    }

    @Test
    void aLateCommitDiesWithItsServer() {
        ground.a.faults().next(DatabaseFault.COMMIT_LATE, 1);
        fails(() -> ground.commit("i1"), "the connection broke during the commit");

        database.faults().begin(DatabaseFault.AWAY);
        ground.pass(Duration.ofSeconds(20));
        database.faults().end(DatabaseFault.AWAY);

        assertThat(ground.kept()).isEmpty();
        ground.commit("i2");
        assertThat(ground.kept()).containsExactly("i2");
    }

    @Test
    void aLateTakeoverMakesTheFormerHolderStale() {
        ground.b.faults().next(DatabaseFault.LEASE_WRITE_LATE, 1);
        fails(() -> ground.b.stores().leases().take(ground.lease, "b"), "the connection broke during the commit");
        assertThat(ground.a.stores().leases().read()).isEqualTo(ground.lease);
        fails(() -> ground.commit("i1"), "lock wait timeout exceeded");

        ground.pass(Duration.ofSeconds(20));

        assertThatThrownBy(() -> ground.commit("i1")).isInstanceOf(StaleEpochException.class);
        assertThat(ground.a.stores().leases().renew(ground.lease)).isEmpty();
        assertThat(database.leaseChanges())
                .extracting(LeaseChange::processor, LeaseChange::row)
                .containsExactly(tuple("a", new LeaseRow(1, 0, "a")), tuple("b", new LeaseRow(2, 0, "b")));
    }

    @Test
    void theKeeperSurvivesARenewalOfUnknownOutcome() {
        LeaseKeeper keeper = new LeaseKeeper(
                new LeaseConfig("c", Duration.ofSeconds(15), Duration.ofSeconds(3)),
                database.connect("c").stores().leases(),
                ground.agenda::nanoTime);
        ground.a.stores().leases().release(ground.lease);
        keeper.runOnce();
        assertThat(keeper.epoch()).hasValue(2);

        for (DatabaseFault fault : List.of(DatabaseFault.LEASE_ANSWER_LOST, DatabaseFault.LEASE_WRITE_LOST)) {
            ground.pass(Duration.ofSeconds(3));
            database.faults("c").next(fault, 1);
            keeper.runOnce();
            ground.pass(Duration.ofSeconds(3));
            keeper.runOnce();
            assertThat(keeper.remaining()).as(fault.name()).isEqualTo(Duration.ofSeconds(15));
        }
        assertThat(keeper.epoch()).hasValue(2);
    }

    @Test
    void theSameSeedDrawsTheSameFaults() {
        Map<String, Integer> first = drawn(42);

        assertThat(drawn(42)).isEqualTo(first);
        assertThat(drawn(43)).isNotEqualTo(first);
        assertThat(first.keySet())
                .containsExactly(
                        Arrays.stream(DatabaseFault.values()).map(Enum::name).toArray(String[]::new));
        assertThat(first.get("COMMIT_LOST")).isBetween(50, 150);
        assertThat(first.get("COMMIT_ANSWER_LOST")).isBetween(100, 250);
        assertThat(first.get("READ_ONLY")).isZero();
    }

    private static Map<String, Integer> drawn(long seed) {
        DatabaseGround ground = new DatabaseGround(seed);
        ground.database.faults().rate(DatabaseFault.COMMIT_LOST, 0.1);
        ground.a.faults().rate(DatabaseFault.COMMIT_ANSWER_LOST, 0.2);
        int failed = 0;
        for (int i = 0; i < 1000; i++) {
            try {
                ground.commit("i" + i);
            } catch (UmhaException e) {
                failed++;
            }
        }
        Map<String, Integer> injected = ground.database.injectedFaults();
        assertThat(injected.get("COMMIT_LOST") + injected.get("COMMIT_ANSWER_LOST"))
                .isEqualTo(failed);
        return injected;
    }

    @Test
    void ordersThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.faults().rate(DatabaseFault.AWAY, Double.NaN))
                .withMessageContaining("from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.faults().next(DatabaseFault.AWAY, -1))
                .withMessageContaining("0 takes an order back");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.lateBy(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
