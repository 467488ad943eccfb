package com.umcloud.umha.core.incident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes the page about the states from the tables in the code. */
final class StateDocument {
    private static final String HEAD = """
            # The states of an incident and of its instances

            This page is made from the code (`IncidentTransitions` and `InstanceTransitions`) and checked by the build. After a change
            of the tables write it anew:

                mvn test -pl umha-core -am -Dtest=StateDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate

            No step that is not on this page is ever taken: each one is compared with these tables, and with the rules below, before
            it is written down. Every way on this page is gone in the tests, and a way that is not gone fails them.
            """;

    private static final String OF_INSTANCES = """
            What is *looked at* is compared with the cloud's instances and migrations again and again; whatever it waits for, the cloud
            may show something else. A state in which a call is due (PENDING, TO_RESET, TO_STOP) and the one in which the
            call is under way may follow each other within one step.
            """;

    private static final String OF_RULES = """
            ## The rules that every step is held to

            A step that would break one is not written down and nothing of it is done. What the operator is told then, and
            how the incident is taken up again, is in [safety.md](safety.md).

            | rule | what holds |
            |---|---|
            """;

    private StateDocument() {}

    static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("\n## An incident\n\n");
        diagram(text, ofIncident());
        table(text, IncidentTransitions.all());
        text.append("\n## An instance\n\n").append(OF_INSTANCES).append('\n');
        diagram(text, ofInstance());
        table(text, InstanceTransitions.all());
        text.append('\n').append(OF_RULES);
        for (Invariant invariant : Invariant.values()) {
            text.append("| ")
                    .append(invariant)
                    .append(" | ")
                    .append(invariant.text())
                    .append(" |\n");
        }
        return text.toString();
    }

    private static void diagram(StringBuilder text, List<String> lines) {
        text.append("```mermaid\nstateDiagram-v2\n");
        lines.forEach(line -> text.append("    ").append(line).append('\n'));
        text.append("```\n");
    }

    private static List<String> ofIncident() {
        List<String> lines = new ArrayList<>();
        IncidentTransitions.all().forEach(c -> lines.add(arrow(name(c.from()), c.to())));
        ends(lines, IncidentState.values(), s -> !s.isOpen());
        return lines;
    }

    /** Where a look may lead from every state that is looked at, one arrow leaves them all. */
    private static List<String> ofInstance() {
        List<InstanceState> lookedAt = Arrays.stream(InstanceState.values())
                .filter(s -> !s.isOver() && !s.isAsking())
                .toList();
        List<String> lines = new ArrayList<>();
        List<String> fromAll = new ArrayList<>();
        List<String> single = new ArrayList<>();
        for (InstanceState to : InstanceState.values()) {
            List<Optional<InstanceState>> from = InstanceTransitions.all().stream()
                    .filter(c -> c.to() == to)
                    .map(StateChange::from)
                    .toList();
            boolean all = lookedAt.stream().allMatch(s -> s == to || from.contains(Optional.of(s)));
            if (all) {
                fromAll.add(arrow("looked_at", to));
            }
            from.stream()
                    .filter(f -> !all || f.isEmpty() || !lookedAt.contains(f.get()))
                    .forEach(f -> single.add(arrow(name(f), to)));
        }
        lines.add("state \"looked at\" as looked_at {");
        lookedAt.forEach(s -> lines.add("    " + s));
        lines.add("}");
        lines.addAll(single);
        lines.addAll(fromAll);
        ends(lines, InstanceState.values(), InstanceState::isOver);
        return lines;
    }

    private static <S extends Enum<S>> void ends(List<String> lines, S[] states, Predicate<S> isEnd) {
        Arrays.stream(states).filter(isEnd).forEach(s -> lines.add(s + " --> [*]"));
    }

    private static String arrow(String from, Enum<?> to) {
        return from + " --> " + to;
    }

    private static String name(Optional<? extends Enum<?>> state) {
        return state.map(Enum::name).orElse("[*]");
    }

    private static <S extends Enum<S>> void table(StringBuilder text, List<StateChange<S>> changes) {
        Map<String, List<StateChange<S>>> byCause = new LinkedHashMap<>();
        changes.forEach(c -> byCause.computeIfAbsent(c.to() + c.cause(), k -> new ArrayList<>())
                .add(c));
        text.append("\n| from | to | because |\n|---|---|---|\n");
        for (List<StateChange<S>> same : byCause.values()) {
            String from = same.stream()
                    .map(c -> c.from().map(Enum::name).orElse("(new)"))
                    .collect(Collectors.joining(", "));
            text.append("| ")
                    .append(from)
                    .append(" | ")
                    .append(same.get(0).to())
                    .append(" | ")
                    .append(same.get(0).cause())
                    .append(" |\n");
        }
    }
}
