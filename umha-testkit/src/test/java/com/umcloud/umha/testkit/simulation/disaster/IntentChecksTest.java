package com.umcloud.umha.testkit.simulation.disaster;

import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.HOST;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.INCIDENT;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.T0;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.incident;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.intent;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.powerOff;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.step;
import static com.umcloud.umha.testkit.simulation.disaster.WrittenSteps.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.testkit.simulation.region.IncidentDocuments;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One effect for each intent, and it is noticed when there are two, or none was written. */
class IntentChecksTest {
    private static final CommittedStep WRITTEN = step(
            incident(IncidentState.FENCING, powerOff(1)), List.of(intent(1, IntentState.INTENDED)), "NEW -> FENCING");

    private final List<String> violations = new ArrayList<>();
    private final IntentChecks checks = new IntentChecks(violations::add);

    private void write(CommittedStep step) {
        checks.add(
                step,
                new Ledger(new IncidentDocuments(EngineDocuments.JSON), violations::add, new Coverage()).add(step));
    }

    private Optional<String> cut(String controller) {
        return checks.calling(controller, CommandKind.POWER_OFF, HOST, T0);
    }

    @Test
    void whatIsWrittenDownIsDoneOnce() {
        write(WRITTEN);

        assertThat(cut("controller-1")).contains(INCIDENT);
        assertThat(violations).isEmpty();

        cut("controller-1");
        assertThat(violations).singleElement().asString().contains("once more for the same intent i1/1");
    }

    @Test
    void whatIsNotWrittenDownIsNotDone() {
        cut("controller-1");

        assertThat(violations).singleElement().asString().contains("without having written it down");
    }

    @Test
    void whatAnotherHasWrittenDownIsNotDone() {
        write(WRITTEN);

        assertThat(cut("controller-2")).isEmpty();
        assertThat(violations).singleElement().asString().contains("is of controller-1");
    }

    @Test
    void whatPerhapsWasNotWrittenDownIsNotDone() {
        write(unanswered(WRITTEN));

        assertThat(cut("controller-1")).isEmpty();
        assertThat(violations).hasSize(1);
    }

    @Test
    void whatIsOverIsNotDone() {
        write(WRITTEN);
        checks.add(step(incident(IncidentState.FENCING), List.of(intent(1, IntentState.FINISHED))), List.of());

        cut("controller-1");
        assertThat(violations).singleElement().asString().contains("although the intent i1/1 is over");
    }

    @Test
    void anIntentThatNobodyWaitsForIsNoticed() {
        write(step(incident(IncidentState.FENCING), List.of(intent(1, IntentState.INTENDED)), "NEW -> FENCING"));

        assertThat(violations).singleElement().asString().contains("i1/1 is open");
    }

    @Test
    void aCommandWithoutAnIntentIsNoticed() {
        write(step(incident(IncidentState.FENCING, powerOff(1)), List.of(), "NEW -> FENCING"));

        assertThat(violations).singleElement().asString().contains("waits for i1/1");
    }
}
