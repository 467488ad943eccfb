package com.umcloud.umha.core.safety;

import java.time.Instant;
import java.util.Objects;

/** That an operator knows of something that would otherwise hold UMHA back. */
public record Acknowledgement(String operator, String reason, Instant at) {
    public Acknowledgement {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
    }
}
