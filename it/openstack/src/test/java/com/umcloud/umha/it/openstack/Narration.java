package com.umcloud.umha.it.openstack;

import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps and prints what the engine tells. */
public final class Narration {
    private final long start = System.nanoTime();
    private final List<Told> told = new CopyOnWriteArrayList<>();

    /** One announcement. */
    public record Told(String host, AnnouncementKind kind, String detail) {}

    void say(String text) {
        System.out.printf(Locale.ROOT, "%7.2f s  %s%n", (System.nanoTime() - start) / 1e9, text);
    }

    /** Called on the engine's thread. */
    void tell(Incident incident, Announcement announcement) {
        told.add(new Told(incident.host(), announcement.kind(), announcement.detail()));
        say(incident.host() + " " + announcement.kind() + " " + announcement.detail());
    }

    List<Told> of(String host, AnnouncementKind kind) {
        return told.stream()
                .filter(one -> one.host().equals(host) && one.kind() == kind)
                .toList();
    }

    /** Waits for the first announcement of this kind. */
    public Told await(String host, AnnouncementKind kind, Duration limit) {
        RealCloud.awaitThat(
                "told " + kind + " of " + host, limit, () -> of(host, kind).isEmpty() ? "told " + told : "");
        return of(host, kind).get(0);
    }
}
