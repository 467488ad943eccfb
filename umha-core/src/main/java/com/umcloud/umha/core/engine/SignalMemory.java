package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.store.HostStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
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
 * power has read on while it was alive, at which storage addresses it has answered, and which system its agent has named. What cannot be written now is written with a later
 * refresh. Safe for use by several threads.
 */
final class SignalMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SignalMemory.class);

    /** So many are written in one go, as the engine's thread waits for it. */
    private static final int AT_ONCE = 200;

    /** The name under which it is kept that a device has read on; followed by the device. */
    private static final String POWER_BY = "power by ";

    /** The name under which it is kept that a probe was answered; followed by the storage address. */
    private static final String PROBE_AT = "probe at ";

    /** The name under which the system is kept that the agent has named; followed by its UUID. */
    private static final String SYSTEM = "system ";

    /** So much of a device or an address is kept, besides a number that tells those apart which are longer. */
    private static final int LONGEST = 40;

    private record Owed(String host, String key, Instant at) {}

    private final HostStore store;
    private final Map<String, Set<Signal>> known = new ConcurrentHashMap<>();
    /** The devices, addresses and systems of each host, in the short form in which they are kept. */
    private final Map<String, Set<String>> devices = new ConcurrentHashMap<>();

    private final Map<String, Set<String>> addresses = new ConcurrentHashMap<>();
    private final Map<String, Set<UUID>> systems = new ConcurrentHashMap<>();
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
        if (key.startsWith(SYSTEM)) {
            noteSystem(host, key);
        } else if (key.startsWith(POWER_BY)) {
            devices.merge(host, Set.of(key.substring(POWER_BY.length())), SignalMemory::both);
        } else if (key.startsWith(PROBE_AT)) {
            addresses.merge(host, Set.of(key.substring(PROBE_AT.length())), SignalMemory::both);
        } else {
            noteSignal(host, key);
        }
    }

    private void noteSystem(String host, String key) {
        try {
            systems.merge(host, Set.of(UUID.fromString(key.substring(SYSTEM.length()))), SignalMemory::both);
        } catch (IllegalArgumentException e) {
            LOG.warn("host_signal: \"{}\" of {} names no UUID and is passed over; delete the row", key, host);
        }
    }

    private void noteSignal(String host, String key) {
        Arrays.stream(Signal.values())
                .filter(s -> s.key().equals(key))
                .forEach(s -> known.merge(host, Set.of(s), SignalMemory::union));
    }

    private Set<Signal> seenGood(String host) {
        return known.getOrDefault(host, Set.of());
    }

    /**
     * The signals that were good at least once on the host: its power by this device, its probe at this address.
     *
     * @param device what tells the device that is written down for the host from others; empty if there is none
     * @param address the storage address that is written down for it; empty if there is none
     */
    Set<Signal> seenGood(String host, Optional<String> device, Optional<String> address) {
        Set<Signal> good = seenGood(host);
        boolean power = hasReadOn(host, device);
        boolean probe = hasAnswered(host, address);
        if (good.contains(Signal.POWER) == power && good.contains(Signal.PROBE) == probe) {
            return good;
        }
        Set<Signal> vouched = EnumSet.noneOf(Signal.class);
        vouched.addAll(good);
        vouched.removeIf(signal -> (signal == Signal.POWER && !power) || (signal == Signal.PROBE && !probe));
        return Set.copyOf(vouched);
    }

    /** Whether the host's power has read on by this device while it was alive. */
    boolean hasReadOn(String host, Optional<String> device) {
        return device.isPresent() && knows(devices, host, shortened(device.get()));
    }

    /** Whether the host has answered a probe at this storage address. */
    boolean hasAnswered(String host, Optional<String> address) {
        return address.isPresent() && knows(addresses, host, shortened(address.get()));
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
        remember(devices, host, shortened(device), POWER_BY, at);
    }

    /** The host has answered a probe at this storage address. */
    void rememberAddress(String host, String address, Instant at) {
        remember(host, Signal.PROBE, at);
        remember(addresses, host, shortened(address), PROBE_AT, at);
    }

    /** The host's agent has named its system. */
    void rememberSystem(String host, UUID system, Instant at) {
        if (!system.equals(named.put(host, system))) {
            remember(systems, host, system, SYSTEM, at);
        }
    }

    private <T> void remember(Map<String, Set<T>> known, String host, T what, String prefix, Instant at) {
        if (!knows(known, host, what)) {
            known.merge(host, Set.of(what), SignalMemory::both);
            owed.add(new Owed(host, prefix + what, at));
        }
    }

    private static <T> boolean knows(Map<String, Set<T>> known, String host, T what) {
        return known.getOrDefault(host, Set.of()).contains(what);
    }

    /** The system that the host's agent has named; empty if it has named none, or several before this start and none since. */
    Optional<UUID> system(String host) {
        UUID current = named.get(host);
        if (current != null) {
            return Optional.of(current);
        }
        Set<UUID> before = systems.getOrDefault(host, Set.of());
        return before.size() == 1 ? Optional.of(before.iterator().next()) : Optional.empty();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST) + " " + Integer.toHexString(name.hashCode());
    }

    private static <T> Set<T> both(Set<T> a, Set<T> b) {
        Set<T> both = new HashSet<>(a);
        both.addAll(b);
        return Set.copyOf(both);
    }

    private static Set<Signal> union(Set<Signal> a, Set<Signal> b) {
        Set<Signal> both = EnumSet.copyOf(a);
        both.addAll(b);
        return Set.copyOf(both);
    }
}
