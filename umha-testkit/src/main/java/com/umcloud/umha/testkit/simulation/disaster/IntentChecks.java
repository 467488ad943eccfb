package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.PendingCommand;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import com.umcloud.umha.testkit.simulation.store.MemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One effect for each intent: whatever changes the world was written down by who does it, is still to be done, and is done once.
 * The intents that are open are the commands that the incident waits for. Used by one thread.
 */
final class IntentChecks {
    /** Between the step that has forgotten a command and the moment in which the command is run all the same. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    /** What the situation may overtake: nothing is lost if it is done although nobody waits for it any more. */
    private static final Set<CommandKind> OVERTAKEN =
            EnumSet.of(CommandKind.ISOLATE, CommandKind.POWER_ON, CommandKind.RELEASE);

    private final Consumer<String> violated;
    private final Map<String, Intent> intents = new TreeMap<>();
    private final Map<String, List<Intent>> byDeed = new HashMap<>();
    private final Map<String, Set<String>> open = new HashMap<>();

    /** A command that was written down, as it is known by now. */
    private static final class Intent {
        private final IntentRow row;
        private final CommittedStep step;
        private @Nullable CommittedStep over;
        private boolean replaced;
        private int calls;

        Intent(IntentRow row, CommittedStep step) {
            this.row = row;
            this.step = step;
        }
    }

    IntentChecks(Consumer<String> violated) {
        this.violated = violated;
    }

    private static String deed(String command, String subject) {
        return command + " " + subject;
    }

    /** Adds what a step has written, and what it has made of its incidents. */
    void add(CommittedStep step, List<IncidentChange> changes) {
        step.commit().intents().forEach(row -> add(step, row));
        changes.forEach(this::agrees);
    }

    private void add(CommittedStep step, IntentRow row) {
        Set<String> ofIncident = open.computeIfAbsent(row.incidentId(), id -> new TreeSet<>());
        Intent known = intents.get(row.id());
        if (row.state() == IntentState.FINISHED) {
            ofIncident.remove(row.id());
            if (known != null) {
                known.over = step;
            }
            return;
        }
        if (known != null && known.step.answered()) {
            violated.accept("the intent " + row.id() + " is written twice: " + deed(row.command(), row.subject()));
        } else if (known != null) {
            known.replaced = true;
        }
        Intent intent = new Intent(row, step);
        intents.put(row.id(), intent);
        byDeed.computeIfAbsent(deed(row.command(), row.subject()), deed -> new ArrayList<>())
                .add(intent);
        ofIncident.add(row.id());
    }

    /** What is open is what the incident waits for; a step that nobody knows of counts as not taken. */
    private void agrees(IncidentChange change) {
        String incident = change.after().id();
        Set<String> ofIncident = open.computeIfAbsent(incident, id -> new TreeSet<>());
        Set<String> awaited = new TreeSet<>();
        for (PendingCommand pending : change.after().underWay()) {
            if (pending.kind().changesTheWorld()) {
                awaited.add(pending.id());
            }
        }
        if (ofIncident.equals(awaited)) {
            return;
        }
        for (String id : List.copyOf(ofIncident)) {
            Intent intent = intents.get(id);
            if (intent == null || awaited.contains(id)) {
                continue;
            }
            if (!intent.step.answered() && !intent.step.equals(change.step())) {
                ofIncident.remove(id);
                intent.replaced = true;
            } else {
                violated.accept("the intent " + id + " is open, and its incident does not wait for it");
            }
        }
        for (String id : awaited) {
            Intent intent = intents.get(id);
            if (intent != null && intent.over != null && !intent.over.answered()) {
                intent.over = null;
                ofIncident.add(id);
            } else if (!ofIncident.contains(id)) {
                violated.accept("incident " + incident + " waits for " + id + ", which is no open intent");
            }
        }
    }

    /**
     * A processor is about to change the world.
     *
     * @return the incident that it is for; empty if it must not
     */
    Optional<String> calling(String controller, CommandKind kind, String subject, Instant now) {
        List<Intent> written = byDeed.getOrDefault(deed(kind.name(), subject), List.of());
        for (int i = written.size() - 1; i >= 0; i--) {
            Intent intent = written.get(i);
            if (intent.calls == 0 && isOf(controller, intent) && isToBeDone(kind, intent, now)) {
                intent.calls++;
                return Optional.of(intent.row.incidentId());
            }
        }
        violated.accept(controller + " does " + deed(kind.name(), subject) + " " + why(controller, written));
        return Optional.empty();
    }

    private static boolean isOf(String controller, Intent intent) {
        return intent.step.processor().equals(controller) && intent.step.answered() && !intent.replaced;
    }

    private static boolean isToBeDone(CommandKind kind, Intent intent, Instant now) {
        return intent.over == null
                || (OVERTAKEN.contains(kind) && now.isBefore(intent.over.at().plus(ON_ITS_WAY)));
    }

    private static String why(String controller, List<Intent> written) {
        if (written.isEmpty()) {
            return "without having written it down";
        }
        Intent newest = written.get(written.size() - 1);
        if (!isOf(controller, newest)) {
            return "without having written it down itself: " + newest.row.id() + " is of " + newest.step.processor();
        }
        return newest.calls > 0
                ? "once more for the same intent " + newest.row.id()
                : "although the intent " + newest.row.id() + " is over";
    }

    /** In the end no command of an incident that is over is left open. */
    void close(MemoryDatabase database) {
        Set<String> openIncidents = new HashSet<>();
        database.incidents().stream().filter(IncidentRow::open).forEach(row -> openIncidents.add(row.id()));
        for (IntentRow row : database.intents()) {
            if (row.state() == IntentState.INTENDED && !openIncidents.contains(row.incidentId())) {
                violated.accept("the intent " + row.id() + " (" + deed(row.command(), row.subject())
                        + ") is open, and its incident is over");
            }
        }
    }
}
