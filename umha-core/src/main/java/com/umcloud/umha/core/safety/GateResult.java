package com.umcloud.umha.core.safety;

import java.util.Objects;

/**
 * What one gate said and why.
 *
 * @param reason one sentence for the operator
 */
public record GateResult(Gate gate, Ruling ruling, String reason) {
    public GateResult {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(ruling, "ruling");
        Objects.requireNonNull(reason, "reason");
    }
}
