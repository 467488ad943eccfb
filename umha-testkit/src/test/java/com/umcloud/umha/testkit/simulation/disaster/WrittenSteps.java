package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.engine.IncidentJson;
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.Evidence;
import com.umcloud.umha.core.incident.Fencing;
import com.umcloud.umha.core.incident.HostReturn;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.PendingCommand;
import com.umcloud.umha.core.incident.StateLine;
import com.umcloud.umha.core.incident.Told;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps of one incident as processors write them, right or wrong. */
final class WrittenSteps {
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final String INCIDENT = "i1";
    static final String HOST = "node-1";

    private WrittenSteps() {}

    static Incident incident(IncidentState state, PendingCommand... underWay) {
        Fencing fencing = new Fencing(
                0,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                false,
                true,
                Set.of(),
                Optional.empty(),
                "",
                false,
                new Evidence(false, false, Optional.empty(), Optional.empty(), false, Optional.empty()));
        return new Incident(
                INCIDENT,
                HOST,
                List.of(Fault.PANICKED),
                state,
                "",
                T0,
                T0,
                fencing,
                Arrays.asList(underWay),
                underWay.length,
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                Set.of(),
                new Told(Set.of(), Set.of()),
                HostReturn.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    static PendingCommand powerOff(int number) {
        return new PendingCommand(INCIDENT + "/" + number, CommandKind.POWER_OFF, HOST);
    }

    static IntentRow intent(int number, IntentState state) {
        return new IntentRow(INCIDENT + "/" + number, INCIDENT, CommandKind.POWER_OFF.name(), HOST, state, T0, T0, "");
    }

    /** A step of the first processor. */
    static CommittedStep step(Incident after, List<IntentRow> intents, String... changes) {
        IncidentRow row = new IncidentRow(
                after.id(),
                after.host(),
                after.state().name(),
                after.leadingFault().name(),
                after.isOpen(),
                after.openedAt(),
                after.updatedAt(),
                IncidentJson.write(after));
        List<LogRow> log = Arrays.stream(changes)
                .map(text ->
                        new LogRow(T0, Severity.INFO, Optional.of(HOST), Optional.of(INCIDENT), StateLine.KIND, text))
                .toList();
        return new CommittedStep(
                T0, "controller-1", 1, new IncidentCommit(List.of(row), intents, log, List.of(), List.of()), true);
    }

    static CommittedStep unanswered(CommittedStep step) {
        return new CommittedStep(step.at(), step.processor(), step.epoch(), step.commit(), false);
    }
}
