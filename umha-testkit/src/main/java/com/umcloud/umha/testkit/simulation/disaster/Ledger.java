package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.IncidentTransitions;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.incident.InstanceTransitions;
import com.umcloud.umha.core.incident.StateChange;
import com.umcloud.umha.core.incident.StateLine;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.testkit.simulation.region.IncidentDocuments;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import com.umcloud.umha.testkit.simulation.store.MemoryDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what is written, and compares it with what it must add up to: the changes of state in the log with the state in the
 * incident, each of them declared; the history with the instances in the document. A step whose answer was lost is taken once
 * more by its writer, from where that stood before. Used by one thread.
 */
final class Ledger {
    private final IncidentDocuments documents;
    private final Consumer<String> violated;
    private final Coverage coverage;
    private final Map<String, Kept> incidents = new TreeMap<>();
    private final Map<String, Map<String, Line>> history = new TreeMap<>();
    private final Set<String> rehearsed = new HashSet<>();

    /**
     * An incident so far.
     *
     * @param written as it was written last
     * @param known as its writer knows it to be written; empty if it does not know that it ever was
     * @param epoch under which it was written last
     */
    private record Kept(IncidentRow row, Incident written, Optional<Incident> known, long epoch) {}

    private record Line(HistoryRow row, boolean answered) {}

    Ledger(IncidentDocuments documents, Consumer<String> violated, Coverage coverage) {
        this.documents = documents;
        this.violated = violated;
        this.coverage = coverage;
    }

    /** Adds a step; what it has made of each incident that it is about. */
    List<IncidentChange> add(CommittedStep step) {
        for (HistoryRow row : step.commit().history()) {
            history.computeIfAbsent(row.incidentId(), id -> new TreeMap<>())
                    .put(row.instanceId(), new Line(row, step.answered()));
        }
        Map<String, List<StateLine>> lines = linesOf(step);
        List<IncidentChange> changes = new ArrayList<>();
        for (IncidentRow row : step.commit().incidents()) {
            List<StateLine> own = lines.remove(row.id());
            changes.add(add(step, row, own == null ? List.of() : own));
        }
        lines.keySet()
                .forEach(id -> violated.accept("the log has a change of state of " + id + ", which was not written"));
        return changes;
    }

    private static Map<String, List<StateLine>> linesOf(CommittedStep step) {
        Map<String, List<StateLine>> lines = new LinkedHashMap<>();
        for (LogRow line : step.commit().log()) {
            if (line.kind().equals(StateLine.KIND)) {
                lines.computeIfAbsent(line.incidentId().orElse("nobody"), id -> new ArrayList<>())
                        .add(StateLine.read(line.message()));
            }
        }
        return lines;
    }

    private IncidentChange add(CommittedStep step, IncidentRow row, List<StateLine> lines) {
        Incident after = documents.of(row);
        Kept kept = incidents.get(row.id());
        List<Optional<Incident>> bases = bases(kept, step.epoch());
        Optional<Incident> before = bases.get(0);
        List<String> problems = problems(before, lines, after);
        for (int i = 1; i < bases.size() && !problems.isEmpty(); i++) {
            if (problems(bases.get(i), lines, after).isEmpty()) {
                before = bases.get(i);
                problems = List.of();
            }
        }
        problems.forEach(what -> violated.accept(row.id() + ": " + what));
        agrees(row, after);
        lines.forEach(line -> {
            coverage.moved(
                    line.from().map(Enum::name).orElse(Coverage.NEW), line.to().name());
            if (line.to() == IncidentState.REHEARSED) {
                rehearsed.add(row.id());
            }
        });
        ways(before, after).values().forEach(way -> way.ifPresent(found -> found.forEach(coverage::moved)));
        told(after);
        Optional<Incident> known = step.answered() ? Optional.of(after) : before;
        incidents.put(row.id(), new Kept(row, after, known, step.epoch()));
        return new IncidentChange(step, before, after);
    }

    /** What the writer may go by, the likeliest first. */
    private static List<Optional<Incident>> bases(@Nullable Kept kept, long epoch) {
        if (kept == null) {
            return List.of(Optional.empty());
        }
        Optional<Incident> written = Optional.of(kept.written());
        return kept.epoch() == epoch ? List.of(kept.known(), written) : List.of(written);
    }

    // ---- the log and the state ----

    private static List<String> problems(Optional<Incident> before, List<StateLine> lines, Incident after) {
        List<String> problems = new ArrayList<>();
        Optional<IncidentState> at = before.map(Incident::state);
        if (before.isEmpty() && after.state() == IncidentState.CLOSED && lines.size() == 1) {
            // its opening had no answer, and it may not have been written; it is made sure that it is over
            at = lines.get(0).from();
        }
        for (StateLine line : lines) {
            if (!line.from().equals(at)) {
                problems.add("the log says " + line.message("") + " where it was " + at);
            }
            if (!IncidentTransitions.allows(line.from(), line.to())) {
                problems.add(line.message("") + " is not declared");
            }
            at = Optional.of(line.to());
        }
        if (!at.equals(Optional.of(after.state()))) {
            problems.add("its log adds up to " + at + ", it is " + after.state());
        }
        ways(before, after).forEach((instance, way) -> {
            if (way.isEmpty()) {
                problems.add(instance + " is not declared");
            }
        });
        forgotten(before, after).forEach(id -> problems.add("instance " + id + " is forgotten"));
        return problems;
    }

    private static boolean beginsAnew(Optional<Incident> before, Incident after) {
        return before.map(Incident::state)
                        .filter(IncidentState.REHEARSED::equals)
                        .isPresent()
                && after.state() != IncidentState.REHEARSED;
    }

    private static Map<String, InstanceState> states(Optional<Incident> incident) {
        Map<String, InstanceState> states = new LinkedHashMap<>();
        incident.ifPresent(known -> known.instances().forEach(each -> states.put(each.id(), each.state())));
        return states;
    }

    /** The declared ways that the instances have gone, by what they have gone from and to; empty if none is declared. */
    private static Map<String, Optional<List<StateChange<InstanceState>>>> ways(
            Optional<Incident> before, Incident after) {
        Map<String, InstanceState> old = beginsAnew(before, after) ? Map.of() : states(before);
        Map<String, Optional<List<StateChange<InstanceState>>>> ways = new LinkedHashMap<>();
        for (InstanceRecovery instance : after.instances()) {
            Optional<InstanceState> from = Optional.ofNullable(old.get(instance.id()));
            if (!from.equals(Optional.of(instance.state()))) {
                ways.put(
                        instance.name() + " " + from.map(Enum::name).orElse(Coverage.NEW) + " -> " + instance.state(),
                        InstanceTransitions.way(from, instance.state()));
            }
        }
        return ways;
    }

    private static Set<String> forgotten(Optional<Incident> before, Incident after) {
        Set<String> missing = new HashSet<>(
                beginsAnew(before, after) ? Set.of() : states(before).keySet());
        after.instances().forEach(instance -> missing.remove(instance.id()));
        return missing;
    }

    private void agrees(IncidentRow row, Incident after) {
        boolean same = row.id().equals(after.id())
                && row.host().equals(after.host())
                && row.state().equals(after.state().name())
                && row.fault().equals(after.leadingFault().name())
                && row.open() == after.isOpen()
                && row.openedAt().equals(after.openedAt())
                && row.updatedAt().equals(after.updatedAt());
        if (!same) {
            violated.accept("the row of " + row.id() + " says otherwise than its document");
        }
    }

    // ---- the history and the instances ----

    private void told(Incident after) {
        Map<String, Line> lines = history.getOrDefault(after.id(), Map.of());
        Set<String> listed = new HashSet<>();
        for (InstanceRecovery instance : after.instances()) {
            listed.add(instance.id());
            Line line = lines.get(instance.id());
            if (line == null || (line.answered() && !isTold(instance, after, line.row()))) {
                violated.accept("the history does not say that " + instance.name() + " is " + instance.state() + " in "
                        + after.id() + ", but "
                        + (line == null ? "nothing" : line.row().outcome()));
            }
        }
        if (!rehearsed.contains(after.id())) {
            lines.forEach((id, line) -> {
                if (line.answered() && !listed.contains(id)) {
                    violated.accept(
                            "the history has " + line.row().instanceName() + ", which is not listed in " + after.id());
                }
            });
        }
    }

    private static boolean isTold(InstanceRecovery instance, Incident after, HistoryRow row) {
        return row.outcome().equals(instance.state().name())
                && row.instanceName().equals(instance.name())
                && row.source().equals(after.host())
                && row.destination().equals(instance.destination())
                && row.detail().equals(instance.detail())
                && row.finishedAt().equals(instance.finishedAt());
    }

    // ---- the end ----

    /** The tables hold what the steps add up to. */
    void close(MemoryDatabase database) {
        Map<String, String> documents = new HashMap<>();
        database.incidents().forEach(row -> documents.put(row.id(), row.state() + row.document()));
        incidents.forEach((id, kept) -> {
            if (!(kept.row().state() + kept.row().document()).equals(documents.remove(id))) {
                violated.accept("incident " + id + " is not what was written last");
            }
        });
        documents.keySet().forEach(id -> violated.accept("incident " + id + " was written by nobody"));
        for (HistoryRow row : database.history()) {
            Line line = history.getOrDefault(row.incidentId(), Map.of()).get(row.instanceId());
            if (line == null || !line.row().outcome().equals(row.outcome())) {
                violated.accept("the history of " + row.instanceName() + " in " + row.incidentId()
                        + " is not what was written last");
            }
        }
    }
}
