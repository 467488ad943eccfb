package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** When the power of each host was really on and off. Used by one thread. */
final class PowerHistory implements HostListener {
    private final InstantSource clock;
    private final Map<String, NavigableMap<Instant, Boolean>> changes = new TreeMap<>();

    PowerHistory(InstantSource clock) {
        this.clock = clock;
    }

    void watch(SimulatedHost host) {
        NavigableMap<Instant, Boolean> first = new TreeMap<>();
        first.put(Instant.MIN, host.isOn());
        changes.put(host.name(), first);
        host.addListener(this);
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        NavigableMap<Instant, Boolean> known = changes.get(host.name());
        if (known != null) {
            known.put(clock.instant(), host.isOn());
        }
    }

    /** Whether the host was off at any moment from {@code from} to {@code to}. */
    boolean wasOff(String host, Instant from, Instant to) {
        NavigableMap<Instant, Boolean> known = changes.getOrDefault(host, new TreeMap<>());
        Map.Entry<Instant, Boolean> before = known.floorEntry(from);
        return (before != null && !before.getValue())
                || known.subMap(from, true, to, true).containsValue(false);
    }
}
