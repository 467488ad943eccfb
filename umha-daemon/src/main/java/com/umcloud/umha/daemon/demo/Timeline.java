package com.umcloud.umha.daemon.demo;

import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.engine.UmhaEngine;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.observation.Round;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Prints what happens as it happens, with seconds since the first failure. Safe for use by several threads. */
final class Timeline {
    private static final Set<AnnouncementKind> RESULTS =
            EnumSet.of(AnnouncementKind.RECOVERED, AnnouncementKind.INTERIM);

    private final PrintWriter out;
    private final Set<String> recovered = new TreeSet<>();
    private long start = System.nanoTime();

    Timeline(PrintWriter out) {
        this.out = out;
    }

    /** Seconds are counted from now on. */
    synchronized void restart() {
        start = System.nanoTime();
    }

    synchronized double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    synchronized void say(String text) {
        out.printf(Locale.ROOT, "%7.1f s  %s%n", seconds(), text);
        out.flush();
    }

    /** Hears the engine. */
    synchronized void tell(Incident incident, Announcement announcement) {
        String kind = announcement.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        say(String.format(Locale.ROOT, "%-20s %-13s %s", incident.host(), kind, announcement.detail()));
        if (RESULTS.contains(announcement.kind())) {
            recovered.add(incident.host());
            notifyAll();
        }
    }

    /**
     * Waits until the recovery of these hosts has a result, and says meanwhile what is seen of them; false if the time is
     * over before.
     */
    boolean awaitResults(List<String> hosts, long seconds, UmhaEngine engine) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        Map<String, String> told = new HashMap<>();
        while (System.nanoTime() < end) {
            synchronized (this) {
                if (recovered.containsAll(hosts)) {
                    return true;
                }
                wait(100);
            }
            engine.lastRound().ifPresent(round -> hosts.forEach(host -> saySeen(round, host, told)));
        }
        return false;
    }

    private void saySeen(Round round, String host, Map<String, String> told) {
        Observation seen = round.observations().get(host);
        if (seen == null) {
            return;
        }
        String text = "storage " + seen.storage() + ", " + seen.liveness() + ", power " + seen.power();
        if (!text.equals(told.put(host, text))) {
            say(String.format(Locale.ROOT, "%-20s %-13s %s", host, "observed", text));
        }
    }
}
