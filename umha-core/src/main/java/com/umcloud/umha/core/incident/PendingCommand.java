package com.umcloud.umha.core.incident;

import java.util.Objects;

/**
 * A command that is written down and not answered.
 *
 * @param id the intent's id
 * @param kind what it does
 * @param subject the host or instance it acts on
 */
public record PendingCommand(String id, CommandKind kind, String subject) {
    public PendingCommand {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
    }
}
