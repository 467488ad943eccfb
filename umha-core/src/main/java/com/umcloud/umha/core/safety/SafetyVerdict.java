package com.umcloud.umha.core.safety;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What all gates said of one host. */
public record SafetyVerdict(List<GateResult> results) {
    public SafetyVerdict {
        results = List.copyOf(results);
    }

    /** The strictest ruling: exempt before hold before rehearse before pass. */
    public Ruling ruling() {
        if (has(Ruling.EXEMPT)) {
            return Ruling.EXEMPT;
        }
        if (has(Ruling.HOLD)) {
            return Ruling.HOLD;
        }
        return has(Ruling.REHEARSE) ? Ruling.REHEARSE : Ruling.PASS;
    }

    /** Why it is not simply passed; empty text if it is. */
    public String reason() {
        Ruling ruling = ruling();
        return results.stream()
                .filter(r -> r.ruling() == ruling && ruling != Ruling.PASS)
                .map(GateResult::reason)
                .collect(Collectors.joining("; "));
    }

    /** What is left of it when a named operator vouches that the host is off. */
    public SafetyVerdict afterOperatorsWord() {
        return new SafetyVerdict(results.stream()
                .filter(r -> r.ruling() != Ruling.HOLD || !r.gate().yieldsToOperator())
                .toList());
    }

    /** The gates that say not now. */
    public Set<Gate> holding() {
        return results.stream()
                .filter(r -> r.ruling() == Ruling.HOLD)
                .map(GateResult::gate)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean has(Ruling ruling) {
        return results.stream().anyMatch(r -> r.ruling() == ruling);
    }
}
