package com.umcloud.umha.testkit.simulation.disaster;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What was reached in one or many disasters. Used by one thread. */
public final class Coverage {
    private final Map<String, Integer> transitions = new TreeMap<>();
    private final Map<String, Integer> troubles = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> told = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long steps;
    private long evacuations;

    void moved(String from, String to) {
        transitions.merge(from + " -> " + to, 1, Integer::sum);
    }

    void begun(Trouble trouble, int times) {
        troubles.merge(trouble.label(), times, Integer::sum);
    }

    void met(String fault, int times) {
        faults.merge(fault, times, Integer::sum);
    }

    void told(String kind) {
        told.merge(kind, 1, Integer::sum);
    }

    void ended(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    void evacuated() {
        evacuations++;
    }

    void stepped(long number) {
        steps += number;
    }

    /** Adds what another one has. */
    void add(Coverage other) {
        other.transitions.forEach((key, value) -> transitions.merge(key, value, Integer::sum));
        other.troubles.forEach((key, value) -> troubles.merge(key, value, Integer::sum));
        other.faults.forEach((key, value) -> faults.merge(key, value, Integer::sum));
        other.told.forEach((key, value) -> told.merge(key, value, Integer::sum));
        other.outcomes.forEach((key, value) -> outcomes.merge(key, value, Integer::sum));
        steps += other.steps;
        evacuations += other.evacuations;
    }

    /** How often incidents went from one state to another. */
    public Map<String, Integer> transitions() {
        return Collections.unmodifiableMap(transitions);
    }

    /** How often each trouble was brought about, by its label. */
    public Map<String, Integer> troubles() {
        return Collections.unmodifiableMap(troubles);
    }

    /** How many calls and messages met a fault, by its name. */
    public Map<String, Integer> faults() {
        return Collections.unmodifiableMap(faults);
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
