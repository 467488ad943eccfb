package com.umcloud.umha.core.assessment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that is remembered of one host between two assessments. Immutable.
 *
 * @param host the exact name
 * @param windows a window per fault
 * @param seenGood the signals that were good at least once on this host
 * @param tripped the faults whose valve had tripped at the last observation
 * @param last the last observation, if any since the observer started or the host returned
 * @param storageLost whether the last thing that was ever said of its storage is that it is lost; known when windows start anew
 */
public record HostWindows(
        String host,
        Map<Fault, Window> windows,
        Set<Signal> seenGood,
        Set<Fault> tripped,
        Optional<Observation> last,
        boolean storageLost) {
    public HostWindows {
        Objects.requireNonNull(host, "host");
        windows = windows.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(windows));
        seenGood = Set.copyOf(seenGood);
        tripped = Set.copyOf(tripped);
    }

    /** A host of which nothing was observed yet. */
    public static HostWindows of(String host, Set<Signal> seenGood) {
        return new HostWindows(host, Map.of(), seenGood, Set.of(), Optional.empty(), false);
    }

    public Window window(Fault fault) {
        return windows.getOrDefault(fault, Window.EMPTY);
    }

    /** The same windows, with these signals known to have been good. */
    public HostWindows knowing(Set<Signal> good) {
        return seenGood.equals(good) ? this : new HostWindows(host, windows, good, tripped, last, storageLost);
    }

    /** Windows start anew: after the observer was blind, or the host returned. What was good once stays known. */
    public HostWindows restarted() {
        return new HostWindows(host, Map.of(), seenGood, Set.of(), Optional.empty(), storageLost);
    }
}
