package com.umcloud.umha.testkit.simulation.disaster;

import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.incident;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.step;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.testkit.simulation.region.IncidentDocuments;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written has to add up, and it is noticed when it does not. */
class LedgerTest {
    private final List<String> violations = new ArrayList<>();
    private final Coverage coverage = new Coverage();
    private final Ledger ledger = new Ledger(new IncidentDocuments(EngineDocuments.JSON), violations::add, coverage);

    @BeforeEach
    void isHeld() {
        ledger.add(step(incident(IncidentState.HELD), List.of(), "NEW -> HELD: waits its turn"));
        assertThat(violations).isEmpty();
    }

    @Test
    void changesThatFollowEachOtherAddUp() {
        ledger.add(step(incident(IncidentState.FENCING), List.of(), "HELD -> FENCING: all gates are open"));
        ledger.add(step(incident(IncidentState.FENCING), List.of()));
        ledger.add(step(
                incident(IncidentState.FENCING),
                List.of(),
                "FENCING -> VERIFYING: power reads off",
                "VERIFYING -> FENCING: it is heard"));

        assertThat(violations).isEmpty();
        assertThat(coverage.transitions()).containsEntry("VERIFYING -> FENCING", 1);
    }

    @Test
    void aChangeThatIsNotDeclaredIsNoticed() {
        ledger.add(step(incident(IncidentState.EVACUATING), List.of(), "HELD -> EVACUATING"));

        assertThat(violations).singleElement().asString().contains("HELD -> EVACUATING is not declared");
    }

    @Test
    void aChangeThatTheLogDoesNotHaveIsNoticed() {
        ledger.add(step(incident(IncidentState.FENCING), List.of()));

        assertThat(violations).singleElement().asString().contains("its log adds up to");
    }

    @Test
    void aLineThatDoesNotGoOnFromTheLastOneIsNoticed() {
        ledger.add(step(incident(IncidentState.VERIFYING), List.of(), "FENCING -> VERIFYING"));

        assertThat(violations).singleElement().asString().contains("where it was");
    }

    @Test
    void aStepWithoutAnAnswerIsTakenOnceMoreFromWhereItBegan() {
        ledger.add(unanswered(step(incident(IncidentState.FENCING), List.of(), "HELD -> FENCING")));
        ledger.add(step(incident(IncidentState.CLOSED), List.of(), "HELD -> CLOSED: the host is well again"));

        assertThat(violations).isEmpty();
    }

    @Test
    void itIsTakenFromWhereItBeganAlsoAfterAnotherOneWithoutAnAnswer() {
        ledger.add(unanswered(step(incident(IncidentState.FENCING), List.of(), "HELD -> FENCING")));
        // whoever wrote this one had read that the one before was written
        ledger.add(unanswered(step(incident(IncidentState.VERIFYING), List.of(), "FENCING -> VERIFYING")));
        ledger.add(step(incident(IncidentState.VERIFYING), List.of(), "FENCING -> VERIFYING"));

        assertThat(violations).isEmpty();
    }

    @Test
    void aStepWithAnAnswerIsNot() {
        ledger.add(step(incident(IncidentState.FENCING), List.of(), "HELD -> FENCING"));
        ledger.add(step(incident(IncidentState.CLOSED), List.of(), "HELD -> CLOSED: the host is well again"));

        assertThat(violations).singleElement().asString().contains("HELD -> CLOSED where it was");
    }

    @Test
    void aRowThatSaysOtherwiseThanItsDocumentIsNoticed() {
        CommittedStep right = step(incident(IncidentState.FENCING), List.of(), "HELD -> FENCING");
        IncidentRow row = right.commit().incidents().get(0);
        IncidentRow wrong = new IncidentRow(
                row.id(), row.host(), "HELD", row.fault(), row.open(), row.openedAt(), row.updatedAt(), row.document());
        ledger.add(new CommittedStep(
                right.at(),
                right.processor(),
                right.epoch(),
                new IncidentCommit(List.of(wrong), List.of(), right.commit().log(), List.of(), List.of()),
                true));

        assertThat(violations).singleElement().asString().contains("says otherwise than its document");
    }
}
