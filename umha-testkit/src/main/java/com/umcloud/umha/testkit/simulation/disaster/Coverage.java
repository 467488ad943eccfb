package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.IncidentTransitions;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.incident.InstanceTransitions;
import com.umcloud.umha.core.incident.StateChange;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.Ruling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was reached in one or many disasters. Used by one thread. */
public final class Coverage {
    /** From where a new incident, or a new instance, comes. */
    static final String NEW = "NEW";

    private static final String YES = " has nothing against it";
    private static final String NO = " does not let it";

    private final Map<String, Integer> transitions = new TreeMap<>();
    private final Map<String, Integer> instances = new TreeMap<>();
    private final Map<String, Integer> gates = new TreeMap<>();
    private final Map<String, Integer> troubles = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> told = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> hits = new TreeMap<>();
    private long steps;
    private long evacuations;

    private static void count(Map<String, Integer> counts, String what, int times) {
        counts.merge(what, times, Integer::sum);
    }

    static String way(String from, String to) {
        return from + " -> " + to;
    }

    private static <S extends Enum<S>> String way(StateChange<S> change) {
        return way(change.from().map(Enum::name).orElse(NEW), change.to().name());
    }

    void moved(String from, String to) {
        count(transitions, way(from, to), 1);
    }

    void moved(StateChange<InstanceState> change) {
        count(instances, way(change), 1);
    }

    void ruled(Gate gate, Ruling ruling) {
        count(gates, gate + (ruling == Ruling.PASS ? YES : NO), 1);
    }

    void begun(Trouble trouble, int times) {
        count(troubles, trouble.label(), times);
    }

    void met(String fault, int times) {
        count(faults, fault, times);
    }

    void hit(String kind, int times) {
        count(hits, kind, times);
    }

    void told(String kind) {
        count(told, kind, 1);
    }

    void ended(String outcome) {
        count(outcomes, outcome, 1);
    }

    void evacuated() {
        evacuations++;
    }

    void stepped(long number) {
        steps += number;
    }

    /** Adds what another one has. */
    void add(Coverage other) {
        other.transitions.forEach((key, value) -> count(transitions, key, value));
        other.instances.forEach((key, value) -> count(instances, key, value));
        other.gates.forEach((key, value) -> count(gates, key, value));
        other.troubles.forEach((key, value) -> count(troubles, key, value));
        other.faults.forEach((key, value) -> count(faults, key, value));
        other.told.forEach((key, value) -> count(told, key, value));
        other.outcomes.forEach((key, value) -> count(outcomes, key, value));
        other.hits.forEach((key, value) -> count(hits, key, value));
        steps += other.steps;
        evacuations += other.evacuations;
    }

    /** How often incidents went from one state to another, all declared ways in their order. */
    public Map<String, Integer> transitions() {
        return declared(IncidentTransitions.all(), transitions);
    }

    /** How often instances went from one state to another, all declared ways in their order. */
    public Map<String, Integer> instanceTransitions() {
        return declared(InstanceTransitions.all(), instances);
    }

    private static <S extends Enum<S>> Map<String, Integer> declared(
            List<StateChange<S>> all, Map<String, Integer> counts) {
        Map<String, Integer> result = new LinkedHashMap<>();
        all.forEach(change -> result.put(way(change), counts.getOrDefault(way(change), 0)));
        result.putAll(counts);
        return Collections.unmodifiableMap(result);
    }

    /** How often incidents were brought into each state. */
    public Map<String, Integer> states() {
        return reached(IncidentState.values(), transitions);
    }

    /** How often instances were brought into each state. */
    public Map<String, Integer> instanceStates() {
        return reached(InstanceState.values(), instances);
    }

    private static Map<String, Integer> reached(Enum<?>[] states, Map<String, Integer> counts) {
        Map<String, Integer> result = new LinkedHashMap<>();
        for (Enum<?> state : states) {
            String end = way("", state.name());
            int sum = counts.entrySet().stream()
                    .filter(each -> each.getKey().endsWith(end))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            result.put(state.name(), sum);
        }
        return Collections.unmodifiableMap(result);
    }

    /** How often each gate has let a host with a confirmed fault pass and how often not, as far as that was news. */
    public Map<String, Integer> gates() {
        Map<String, Integer> result = new LinkedHashMap<>();
        for (Gate gate : Gate.values()) {
            for (String word : List.of(YES, NO)) {
                result.put(gate + word, gates.getOrDefault(gate + word, 0));
            }
        }
        return Collections.unmodifiableMap(result);
    }

    /**
     * Everything that is declared and was never reached: states, ways between them, words of gates, kinds of trouble; without what
     * is {@link NotExpected}.
     */
    public List<String> neverReached() {
        List<String> missing = unreached();
        missing.removeIf(NotExpected::contains);
        return missing;
    }

    /** With what is not expected. */
    List<String> unreached() {
        List<String> missing = new ArrayList<>();
        missing(missing, "incident ", states());
        missing(missing, "incident ", transitions());
        missing(missing, "instance ", instanceStates());
        missing(missing, "instance ", instanceTransitions());
        missing(missing, "gate ", gates());
        Arrays.stream(Trouble.values())
                .map(Trouble::label)
                .filter(label -> !troubles.containsKey(label))
                .forEach(label -> missing.add("fault " + label));
        return missing;
    }

    private static void missing(List<String> missing, String what, Map<String, Integer> counts) {
        counts.forEach((name, count) -> {
            if (count == 0) {
                missing.add(what + name);
            }
        });
    }

    /** How often each trouble was brought about, by its label. */
    public Map<String, Integer> troubles() {
        return Collections.unmodifiableMap(troubles);
    }

    /** How many calls and messages met a fault, by its name. */
    public Map<String, Integer> faults() {
        return Collections.unmodifiableMap(faults);
    }

    /** How often each kind of the catalogue was hit, by its name there. */
    public Map<String, Integer> hits() {
        return Collections.unmodifiableMap(hits);
    }

    /** How often what was told, by its kind. */
    public Map<String, Integer> told() {
        return Collections.unmodifiableMap(told);
    }

    /** How many instances had which outcome in the history. */
    public Map<String, Integer> outcomes() {
        return Collections.unmodifiableMap(outcomes);
    }

    /** Steps of virtual time. */
    public long steps() {
        return steps;
    }

    /** Evacuations that Nova took on. */
    public long evacuations() {
        return evacuations;
    }
}
