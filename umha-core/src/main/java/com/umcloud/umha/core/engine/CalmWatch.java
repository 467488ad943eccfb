package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.LogRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long limits that were exceeded have to be kept before anybody new is fenced. That one is exceeded is written into the
 * log at once, and again after each cool-down, so that the next holder of the lease knows it. It cannot know whether it was
 * calm since the last of those lines, and waits for up to two cool-downs. A processor that stands by remembers what it sees
 * itself, as perhaps nobody leads, and writes that down when it leads. Used by the engine's thread.
 */
final class CalmWatch {
    /** The kind of the lines in the log. */
    static final String KIND = "breaker.open";

    private static final String IS_OPEN = " is open: ";
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    private final Duration coolDown;
    private final Map<String, Instant> calmAt = new HashMap<>();
    private final Map<String, Instant> noted = new HashMap<>();
    /** Why limits were exceeded that this processor has seen so while it stood by, and that nobody has written down since. */
    private final Map<String, String> unwritten = new TreeMap<>();

    CalmWatch(Duration coolDown) {
        this.coolDown = coolDown;
    }

    /** These limits are exceeded now; why, by their names. */
    void exceeded(Map<String, String> limits, Step step) {
        limits.forEach((name, why) -> {
            calmAt.put(name, step.now().plus(coolDown));
            note(name, why, step);
        });
        notCalmUntil(step.now());
        unwritten.forEach((name, why) -> {
            if (!limits.containsKey(name)) {
                note(name, "seen before this processor led: " + why, step);
            }
        });
    }

    private void note(String name, String why, Step step) {
        Instant last = noted.get(name);
        boolean isDue = last == null || !step.now().isBefore(last.plus(noteEvery()));
        if (isDue && !step.noted().contains(name)) {
            step.note(
                    name,
                    new LogRow(
                            step.now(),
                            Severity.CRITICAL,
                            Optional.empty(),
                            Optional.empty(),
                            KIND,
                            name + IS_OPEN + why));
        }
    }

    /** As {@link #exceeded}, while this processor stands by and writes nothing. */
    void seen(Map<String, String> limits, Instant now) {
        limits.forEach((name, why) -> {
            calmAt.put(name, now.plus(coolDown));
            unwritten.put(name, why);
        });
    }

    /** Nobody knows whether it is calm: what was not calm yet is waited for anew. */
    void unknown(String why, Step step) {
        exceeded(open(why, step.now()), step);
    }

    /** As {@link #unknown(String, Step)}, while this processor stands by and writes nothing. */
    void unknown(String why, Instant now) {
        seen(open(why, now), now);
    }

    private Map<String, String> open(String why, Instant now) {
        Map<String, String> open = new HashMap<>();
        notCalmUntil(now).keySet().forEach(name -> open.put(name, why));
        return open;
    }

    private Duration noteEvery() {
        return coolDown.compareTo(AT_LEAST) > 0 ? coolDown : AT_LEAST;
    }

    /** To be called when the step was written down. */
    void wereNoted(Step step) {
        step.noted().forEach(name -> {
            noted.put(name, step.now());
            unwritten.remove(name);
        });
    }

    /** Until when each limit keeps fencing back. */
    Map<String, Instant> notCalmUntil(Instant now) {
        calmAt.values().removeIf(until -> !now.isBefore(until));
        unwritten.keySet().retainAll(calmAt.keySet());
        noted.entrySet()
                .removeIf(line -> !calmAt.containsKey(line.getKey())
                        && !now.isBefore(line.getValue().plus(noteEvery())));
        return Map.copyOf(calmAt);
    }

    /** Takes over what another processor, or this one before a restart, has written down; what it has seen itself counts on. */
    void recall(List<LogRow> log, Instant now) {
        noted.clear();
        for (LogRow line : log) {
            int end = line.message().indexOf(IS_OPEN);
            if (line.kind().equals(KIND) && end > 0) {
                // the clock of whoever wrote it may have been ahead of this one's
                Instant at = line.at().isAfter(now) ? now : line.at();
                Instant until = at.plus(noteEvery()).plus(coolDown);
                String name = line.message().substring(0, end);
                if (!until.isBefore(calmAt.getOrDefault(name, Instant.MAX))) {
                    unwritten.remove(name);
                }
                calmAt.merge(name, until, (a, b) -> a.isAfter(b) ? a : b);
            }
        }
    }
}
