package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** When something last happened to each host. Used by one thread. */
final class HostTimes implements HostListener {
    private final InstantSource clock;
    private final Map<String, Instant> changed = new TreeMap<>();

    HostTimes(InstantSource clock) {
        this.clock = clock;
    }

    void watch(SimulatedHost host) {
        host.addListener(this);
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        changed(host);
    }

    /** Something outside the host has changed that it depends on. */
    void changed(SimulatedHost host) {
        changed.put(host.name(), clock.instant());
    }

    /** Whether its power, its kernel, one of its networks or what it reaches there has changed since then. */
    boolean changedSince(SimulatedHost host, Instant time) {
        return changed.getOrDefault(host.name(), Instant.MIN).isAfter(time);
    }
}
