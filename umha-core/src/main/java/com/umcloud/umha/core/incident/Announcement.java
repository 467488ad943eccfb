package com.umcloud.umha.core.incident;

import java.util.Objects;

/**
 * One thing to tell about an incident.
 *
 * @param detail one line
 */
public record Announcement(AnnouncementKind kind, String detail) {
    public Announcement {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }
}
