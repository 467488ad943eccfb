package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.safety.Gate;
import java.util.HashSet;
import java.util.Set;

/**
 * What the operator has been told already and does not need to be told again. Immutable.
 *
 * @param gates the gates that were told to hold the incident
 * @param troubles the troubles that were told since the last step forward
 */
public record Told(Set<Gate> gates, Set<String> troubles) {
    /** So many different troubles are told one by one; more are one trouble whose text changes. */
    private static final int TROUBLES = 20;

    /** Nothing yet, or nothing since a step forward: what goes wrong from here on is news. */
    static final Told NOTHING = new Told(Set.of(), Set.of());

    public Told {
        gates = Set.copyOf(gates);
        troubles = Set.copyOf(troubles);
    }

    boolean knows(String trouble) {
        return troubles.contains(trouble) || troubles.size() >= TROUBLES;
    }

    Told trouble(String text) {
        Set<String> more = new HashSet<>(troubles);
        more.add(text);
        return new Told(gates, more);
    }

    Told holding(Set<Gate> news) {
        Set<Gate> more = new HashSet<>(gates);
        more.addAll(news);
        return new Told(more, troubles);
    }
}
