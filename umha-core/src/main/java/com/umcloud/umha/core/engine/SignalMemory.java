package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.store.HostStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which signals were good at least once on each host, kept in the database. What cannot be written now is written with a
 * later refresh. Safe for use by several threads.
 */
final class SignalMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SignalMemory.class);

    /** So many are written in one go, as the engine's thread waits for it. */
    private static final int AT_ONCE = 200;

    private record Owed(String host, Signal signal, Instant at) {}

    private final HostStore store;
    private final Map<String, Set<Signal>> known = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Owed> owed = new ConcurrentLinkedQueue<>();
    private volatile boolean loaded;

    SignalMemory(HostStore store) {
        this.store = store;
    }

    /** Reads the table once and writes some of what is owed. */
    void refresh() {
        try {
            if (!loaded) {
                store.signalsSeenGood().forEach((host, keys) -> keys.forEach(key -> note(host, key)));
                loaded = true;
            }
            int written = 0;
            for (Owed next = owed.peek(); next != null && written < AT_ONCE; next = owed.peek()) {
                store.signalSeenGood(next.host(), next.signal().key(), next.at());
                owed.poll();
                written++;
            }
        } catch (UmhaException e) {
            LOG.debug("signals that were good once are kept in memory for now: {}", e.getMessage());
        }
    }

    /** Whether the table was read: before, a host that is dead since then would never be judged. */
    boolean isLoaded() {
        return loaded;
    }

    private void note(String host, String key) {
        Arrays.stream(Signal.values())
                .filter(s -> s.key().equals(key))
                .forEach(s -> known.merge(host, Set.of(s), SignalMemory::union));
    }

    Set<Signal> seenGood(String host) {
        return known.getOrDefault(host, Set.of());
    }

    void remember(String host, Signal signal, Instant at) {
        if (!seenGood(host).contains(signal)) {
            known.merge(host, Set.of(signal), SignalMemory::union);
            owed.add(new Owed(host, signal, at));
        }
    }

    private static Set<Signal> union(Set<Signal> a, Set<Signal> b) {
        Set<Signal> both = EnumSet.copyOf(a);
        both.addAll(b);
        return Set.copyOf(both);
    }
}
