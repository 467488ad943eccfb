package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.LogRow;
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
    private static final int FEW = 1000;

    /** So long a notification that was perhaps written down is the same one when it is told again. */
    private static final Duration DOUBT = Duration.ofMinutes(10);

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

    /** What the step at hand tells, and what was told by steps of which nobody knows whether they were written. */
    private final Map<String, Instant> drafted = new HashMap<>();

    private final Map<String, Instant> doubtful = new HashMap<>();
    private int forgetAt = FEW;

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
        String key = keyOf(kind.kind(), Optional.of(incident.host()), Optional.of(incident.id()));
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
        String key = keyOf(alert.kind(), alert.host(), Optional.empty());
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

    /**
     * The notification of something that is told whenever it happens. What was said in the same words at the same moment tells
     * nobody more: it is one notification, and as many lines of the log.
     */
    Notification reportOf(Alert alert, Optional<String> incidentId, Instant now) {
        return new Notification(
                idOf(keyOf(alert.kind(), alert.host(), incidentId), alert.body(), 0, now),
                alert.kind(),
                alert.severity(),
                alert.host(),
                incidentId,
                now,
                alert.title(),
                alert.body());
    }

    /** To be called when the notifications have been written down. */
    void wereMailed(Map<String, Instant> mailed, Instant now) {
        lastMailed.putAll(mailed);
        if (lastMailed.size() > forgetAt) {
            lastMailed.values().removeIf(at -> !now.isBefore(at.plus(sendInterval)));
            forgetAt = Math.max(FEW, 2 * lastMailed.size());
        }
    }

    /**
     * Takes over what was told before a restart, or by another processor. Of several lines within the send interval the
     * earliest one is taken: it is the one that was mailed, or came after it.
     *
     * @param newestFirst lines of the log
     */
    void recall(List<LogRow> newestFirst, Instant now) {
        for (LogRow line : newestFirst) {
            if (now.isBefore(line.at().plus(sendInterval)) && !line.at().isAfter(now)) {
                lastMailed.put(keyOf(line.kind(), line.host(), line.incidentId()), line.at());
            }
        }
    }

    private static String keyOf(String kind, Optional<String> host, Optional<String> incident) {
        return kind + "|" + host.orElse("") + "|" + incident.orElse("");
    }

    private boolean isHeldBack(String key, Instant now, Map<String, Instant> mailed) {
        Instant last = mailed.getOrDefault(key, lastMailed.getOrDefault(key, Instant.MIN));
        return !last.equals(Instant.MIN) && now.isBefore(last.plus(sendInterval));
    }

    /** A new step begins: what the last one told was written, or is in doubt by now. */
    void begin() {
        drafted.clear();
    }

    /** Nobody knows whether the step was written: what it told, told again, is owed under the same id and comes once. */
    void perhapsWritten(Instant now) {
        doubtful.values().removeIf(at -> !now.isBefore(at.plus(DOUBT)));
        drafted.forEach(doubtful::putIfAbsent);
    }

    /** The step was written. */
    void written() {
        doubtful.keySet().removeAll(drafted.keySet());
    }

    private String idOf(String key, String detail, int sequence, Instant now) {
        String what = key + "|" + detail + "|" + sequence;
        Instant at = Optional.ofNullable(doubtful.get(what))
                .filter(first -> now.isBefore(first.plus(DOUBT)))
                .orElse(now);
        drafted.put(what, at);
        return UUID.nameUUIDFromBytes((what + "|" + at).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
