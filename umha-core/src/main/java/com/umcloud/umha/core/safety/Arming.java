package com.umcloud.umha.core.safety;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether UMHA may act at all. While it is disarmed everything is seen, decided and told, and nothing that changes the world
 * is begun.
 *
 * @param finish if disarmed: whether hosts whose power was cut before are still evacuated and given back
 * @param operator who said so; empty text as long as nobody has said anything
 */
public record Arming(boolean armed, boolean finish, String operator, String reason, Instant at) {
    /** As it is until somebody says otherwise. */
    public static final Arming INITIAL = new Arming(true, false, "", "", Instant.EPOCH);

    public Arming {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
    }

    /** One line for the operator. */
    public String text() {
        if (armed) {
            return operator.isEmpty() ? "UMHA is armed" : "UMHA is armed, by " + operator + " since " + at;
        }
        return "UMHA is disarmed by " + operator + " since " + at + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
