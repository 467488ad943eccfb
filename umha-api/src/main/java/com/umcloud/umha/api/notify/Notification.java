package com.umcloud.umha.api.notify;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing to tell.
 *
 * @param id unique; the same id is the same notification delivered again, and a receiver may drop the second
 * @param kind a stable word for programs, such as {@code incident.recovered}
 * @param severity how urgent
 * @param host the host it is about; empty if it is about the whole cloud or UMHA itself
 * @param incidentId the incident it belongs to, for threading; empty if none
 * @param at when it happened
 * @param title one line without line breaks
 * @param body plain text for people, lines separated by {@code \n}
 */
public record Notification(
        String id,
        String kind,
        Severity severity,
        Optional<String> host,
        Optional<String> incidentId,
        Instant at,
        String title,
        String body) {
    public Notification {
        if (id.isBlank() || kind.isBlank()) {
            throw new IllegalArgumentException("a notification needs an id and a kind");
        }
        if (title.indexOf('\n') >= 0 || title.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the title of a notification is one line: " + title);
        }
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(body, "body");
    }
}
