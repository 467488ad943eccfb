package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LeaseStore;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OperatorEffects;
import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.Telling;
import com.umcloud.umha.core.store.WordHeardException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators say, and what is said of each host. */
interface OperatorStoreContract extends Stored {
    private OperatorStore store() {
        return database().stores().operators();
    }

    private LeaseStore leases() {
        return database().stores().leases();
    }

    /** The epoch of a processor that has taken the lease, if it has not yet. */
    private long epoch() {
        LeaseRow now = leases().read();
        return now.epoch() > 0
                ? now.epoch()
                : leases().take(now, "here").orElseThrow().epoch();
    }

    private static Telling telling(String message) {
        return new Telling(
                new LogRow(T0, Severity.WARNING, Optional.of("node-7"), Optional.empty(), "operator", message),
                List.of());
    }

    private static Maintenance maintenance(String host, Optional<Instant> until) {
        return new Maintenance(host, "陈工", "new memory 内存", T0, until);
    }

    private static OperatorWord word(String id, OperatorWord.Kind kind, String subject) {
        return new OperatorWord(id, kind, subject, Optional.of("i1"), "alice", "seen it", true, T0, Optional.empty());
    }

    private static OperatorEffects hearing(String wordId, boolean accepted) {
        return new OperatorEffects(
                List.of(new OperatorEffects.Heard(wordId, T0, accepted, "done")),
                Map.of("node-7", new Acknowledgement("alice", "mended", T0)),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    private void commit(long epoch, OperatorEffects effects) {
        database()
                .stores()
                .incidents()
                .commit(epoch, new IncidentCommit(List.of(), List.of(), List.of(), List.of(), List.of(), effects));
    }

    @Test
    default void nothingIsOrderedAtFirst() {
        assertThat(store().standingOrders()).isEqualTo(StandingOrders.NONE);
        assertThat(store().waitingWords()).isEmpty();
        assertThat(store().judgements()).isEmpty();
    }

    @Test
    default void maintenanceIsKeptChangedAndEndedAndEachIsTold() {
        Maintenance first = maintenance("node-7", Optional.empty());
        Maintenance second = maintenance("node-7", Optional.of(T0.plusSeconds(60)));
        store().beginMaintenance(first, telling("begun"));
        assertThat(store().standingOrders().maintenance()).containsExactly(Map.entry("node-7", first));
        store().beginMaintenance(second, telling("changed"));
        assertThat(store().standingOrders().maintenance()).containsExactly(Map.entry("node-7", second));
        assertThat(store().endMaintenance("node-7", telling("ended"))).isTrue();
        assertThat(store().endMaintenance("node-7", telling("ended again"))).isFalse();
        assertThat(store().standingOrders().maintenance()).isEmpty();
        assertThat(database().stores().incidents().recentLog(Optional.empty(), 10))
                .extracting(LogRow::message)
                .containsExactly("ended", "changed", "begun");
    }

    @Test
    default void theLastWordOnArmingCounts() {
        store().arm(new Arming(false, true, "alice", "storage upgrade", T0), telling("disarmed"));
        Arming again = new Arming(true, false, "bob", "", T0.plusSeconds(1));
        store().arm(again, telling("armed"));
        assertThat(store().standingOrders().arming()).isEqualTo(again);
    }

    @Test
    default void aWordWaitsUntilItIsHeardAndItsOutcomeIsKept() {
        OperatorWord word = word("w1", OperatorWord.Kind.ACKNOWLEDGE_HOST, "node-7");
        store().say(word);
        assertThat(store().waitingWords()).containsExactly(word);
        commit(epoch(), hearing("w1", true));
        assertThat(store().waitingWords()).isEmpty();
        assertThat(store().word("w1").orElseThrow().outcome()).contains(new OperatorWord.Outcome(T0, true, "done"));
        assertThat(store().standingOrders().acknowledged()).containsOnlyKeys("node-7");
        assertThat(store().withdraw("w1", T0)).isFalse();
    }

    @Test
    default void aWordIsHeardAgainUnderTheSameEpochOnly() {
        store().say(word("w1", OperatorWord.Kind.ACKNOWLEDGE_HOST, "node-7"));
        commit(epoch(), hearing("w1", true));
        commit(epoch(), hearing("w1", true));
        LeaseRow next = leases().take(leases().read(), "there").orElseThrow();
        assertThatThrownBy(() -> commit(next.epoch(), hearing("w1", true)))
                .isInstanceOfSatisfying(
                        WordHeardException.class, e -> assertThat(e.wordId()).isEqualTo("w1"));
    }

    @Test
    default void aWithdrawnWordIsNotFollowedAndNothingOfTheStepIsWritten() {
        store().say(word("w1", OperatorWord.Kind.ACKNOWLEDGE_HOST, "node-7"));
        assertThat(store().withdraw("w1", T0)).isTrue();
        assertThatThrownBy(() -> commit(epoch(), hearing("w1", true))).isInstanceOf(WordHeardException.class);
        assertThatThrownBy(() -> commit(epoch(), hearing("unknown", true))).isInstanceOf(WordHeardException.class);
        assertThat(store().standingOrders()).isEqualTo(StandingOrders.NONE);
    }

    @Test
    default void aStepBeginsAndEndsMaintenanceAndTheBreakersWord() {
        Maintenance own = maintenance("node-8", Optional.of(T0.plusSeconds(60)));
        Maintenance known = maintenance("node-7", Optional.empty());
        store().beginMaintenance(known, telling("begun"));
        Acknowledgement word = new Acknowledgement("alice", "the switch is back", T0);
        Maintenance late = new Maintenance("node-7", "umha", "cancelled", T0.plusSeconds(9), Optional.empty());
        commit(
                epoch(),
                new OperatorEffects(
                        List.of(),
                        Map.of(),
                        Optional.of(word),
                        false,
                        List.of(own, late),
                        List.of(),
                        List.of(),
                        Set.of()));
        assertThat(store().standingOrders())
                .isEqualTo(new StandingOrders(
                        Arming.INITIAL, Map.of("node-7", known, "node-8", own), Map.of(), Optional.of(word)));
        Maintenance changedMeanwhile = maintenance("node-7", Optional.of(T0));
        commit(
                epoch(),
                new OperatorEffects(
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        true,
                        List.of(),
                        List.of(own, changedMeanwhile),
                        List.of(),
                        Set.of()));
        assertThat(store().standingOrders())
                .isEqualTo(new StandingOrders(Arming.INITIAL, Map.of("node-7", known), Map.of(), Optional.empty()));
    }

    @Test
    default void judgementsAreReplacedAndForgotten() {
        JudgementRow seven = new JudgementRow("node-7", "HOLD", Optional.of("i1"), T0, "{\"host\": \"内存\"}");
        JudgementRow eight = new JudgementRow("node-8", "PASS", Optional.empty(), T0, "{}");
        judge(List.of(seven, eight), Set.of());
        assertThat(store().judgements()).containsExactly(seven, eight);
        JudgementRow well = new JudgementRow("node-7", "PASS", Optional.empty(), T0.plusSeconds(9), "{}");
        judge(List.of(well), Set.of("node-8"));
        assertThat(store().judgements()).containsExactly(well);
        assertThat(store().judgement("node-7")).contains(well);
        assertThat(store().judgement("NODE-7")).isEmpty();
    }

    private void judge(List<JudgementRow> rows, Set<String> forgotten) {
        commit(
                epoch(),
                new OperatorEffects(
                        List.of(), Map.of(), Optional.empty(), false, List.of(), List.of(), rows, forgotten));
    }
}
