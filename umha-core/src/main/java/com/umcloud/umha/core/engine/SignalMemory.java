package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.store.HostStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each host for good, kept in the database: which signals were good at least once, by which fence devices its
 * power has read on while it was alive, and which system its agent has named. What cannot be written now is written with a later
 * refresh. Safe for use by several threads.
 */
final class SignalMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SignalMemory.class);

    /** So many are written in one go, as the engine's thread waits for it. */
    private static final int AT_ONCE = 200;

    /** The name under which it is kept that a device has read on; followed by the device. */
    private static final String POWER_BY = "power by ";

    /** The name under which the system is kept that the agent has named; followed by its UUID. */
    private static final String SYSTEM = "system ";

    /** So much of a device is kept, besides a number that tells those apart which are longer. */
    private static final int LONGEST_DEVICE = 40;

    private record Owed(String host, String key, Instant at) {}

    private final HostStore store;
    private final Map<String, Set<Signal>> known = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> details = new ConcurrentHashMap<>();
    private final Map<String, UUID> named = new ConcurrentHashMap<>();
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
                store.signalSeenGood(next.host(), next.key(), next.at());
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
        if (key.startsWith(SYSTEM) && systemOf(key).isEmpty()) {
            LOG.warn("host_signal: \"{}\" of {} names no UUID and is passed over; delete the row", key, host);
            return;
        }
        if (key.startsWith(POWER_BY) || key.startsWith(SYSTEM)) {
            details.merge(host, Set.of(key), SignalMemory::both);
            return;
        }
        Arrays.stream(Signal.values())
                .filter(s -> s.key().equals(key))
                .forEach(s -> known.merge(host, Set.of(s), SignalMemory::union));
    }

    /** The signals that were good at least once on the host, its power by whichever device. */
    Set<Signal> seenGood(String host) {
        return known.getOrDefault(host, Set.of());
    }

    /**
     * The same, with its power only if that has read on by this device.
     *
     * @param device what tells the device that is written down for the host from others; empty if there is none
     */
    Set<Signal> seenGood(String host, Optional<String> device) {
        Set<Signal> good = seenGood(host);
        boolean vouched = device.map(d -> knows(host, keyOf(d))).orElse(false);
        if (vouched || !good.contains(Signal.POWER)) {
            return good;
        }
        Set<Signal> others = EnumSet.copyOf(good);
        others.remove(Signal.POWER);
        return Set.copyOf(others);
    }

    void remember(String host, Signal signal, Instant at) {
        if (!seenGood(host).contains(signal)) {
            known.merge(host, Set.of(signal), SignalMemory::union);
            owed.add(new Owed(host, signal.key(), at));
        }
    }

    /** The power has read on by this device while the host was alive. */
    void rememberDevice(String host, String device, Instant at) {
        remember(host, Signal.POWER, at);
        remember(host, keyOf(device), at);
    }

    /** The host's agent has named its system. */
    void rememberSystem(String host, UUID system, Instant at) {
        if (!system.equals(named.put(host, system))) {
            remember(host, SYSTEM + system, at);
        }
    }

    private void remember(String host, String key, Instant at) {
        if (!knows(host, key)) {
            details.merge(host, Set.of(key), SignalMemory::both);
            owed.add(new Owed(host, key, at));
        }
    }

    private boolean knows(String host, String key) {
        return details.getOrDefault(host, Set.of()).contains(key);
    }

    /** The system that the host's agent has named; empty if it has named none, or several before this start and none since. */
    Optional<UUID> system(String host) {
        UUID current = named.get(host);
        if (current != null) {
            return Optional.of(current);
        }
        List<UUID> before = details.getOrDefault(host, Set.of()).stream()
                .filter(key -> key.startsWith(SYSTEM))
                .flatMap(key -> systemOf(key).stream())
                .toList();
        return before.size() == 1 ? Optional.of(before.get(0)) : Optional.empty();
    }

    private static Optional<UUID> systemOf(String key) {
        try {
            return Optional.of(UUID.fromString(key.substring(SYSTEM.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String keyOf(String device) {
        String shortened = device.length() <= LONGEST_DEVICE
                ? device
                : device.substring(0, LONGEST_DEVICE) + " " + Integer.toHexString(device.hashCode());
        return POWER_BY + shortened;
    }

    private static Set<String> both(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.addAll(b);
        return Set.copyOf(both);
    }

    private static Set<Signal> union(Set<Signal> a, Set<Signal> b) {
        Set<Signal> both = EnumSet.copyOf(a);
        both.addAll(b);
        return Set.copyOf(both);
    }
}
