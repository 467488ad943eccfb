package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.telling.IncidentTexts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes notifications of announcements and alerts; the same alert is not made again within the send interval. */
final class Teller {
    /** Results are never held back. */
    private static final Set<AnnouncementKind> RESULTS = EnumSet.of(
            AnnouncementKind.REHEARSED,
            AnnouncementKind.FENCING,
            AnnouncementKind.PROVEN_OFF,
            AnnouncementKind.INTERIM,
            AnnouncementKind.RECOVERED,
            AnnouncementKind.LEFT_ALONE);

    private final List<String> notifiers;
    private final Duration sendInterval;
    private final Map<String, Instant> lastMailed = new HashMap<>();

    Teller(List<String> notifiers, Duration sendInterval) {
        this.notifiers = notifiers;
        this.sendInterval = sendInterval;
    }

    List<String> notifiers() {
        return notifiers;
    }

    /** The notification to owe; empty if this kind is only logged, or was told a short while ago. */
    Optional<Notification> notificationOf(
            Incident incident, Announcement announcement, Instant now, Map<String, Instant> mailed) {
        AnnouncementKind kind = announcement.kind();
        if (!kind.isMailed()) {
            return Optional.empty();
        }
        String key = kind.kind() + "|" + incident.host() + "|" + incident.id();
        if (!RESULTS.contains(kind) && isHeldBack(key, now, mailed)) {
            return Optional.empty();
        }
        mailed.put(key, now);
        return Optional.of(new Notification(
                idOf(key, announcement.detail(), incident.sequence(), now),
                kind.kind(),
                kind.severity(),
                Optional.of(incident.host()),
                Optional.of(incident.id()),
                now,
                IncidentTexts.title(incident, announcement),
                IncidentTexts.body(incident, announcement, now)));
    }

    Optional<Notification> notificationOf(Alert alert, Instant now, Map<String, Instant> mailed) {
        String key = alert.kind() + "|" + alert.host().orElse("") + "|";
        if (isHeldBack(key, now, mailed)) {
            return Optional.empty();
        }
        mailed.put(key, now);
        return Optional.of(new Notification(
                idOf(key, alert.body(), 0, now),
                alert.kind(),
                alert.severity(),
                alert.host(),
                Optional.empty(),
                now,
                alert.title(),
                alert.body()));
    }

    /** To be called when the notifications have been written down. */
    void wereMailed(Map<String, Instant> mailed) {
        lastMailed.putAll(mailed);
    }

    private boolean isHeldBack(String key, Instant now, Map<String, Instant> mailed) {
        Instant last = mailed.getOrDefault(key, lastMailed.getOrDefault(key, Instant.MIN));
        return !last.equals(Instant.MIN) && now.isBefore(last.plus(sendInterval));
    }

    private static String idOf(String key, String detail, int sequence, Instant now) {
        String text = key + "|" + detail + "|" + sequence + "|" + now;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
