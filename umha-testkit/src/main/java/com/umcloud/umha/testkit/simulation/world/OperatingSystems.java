package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Which hosts have booted since their power came. Used by one thread. */
final class OperatingSystems implements HostListener {
    private final InstantSource clock;
    private final Duration bootTime;
    /** Looked up only. */
    private final Map<String, Instant> upFrom = new HashMap<>();

    OperatingSystems(InstantSource clock, Duration bootTime) {
        this.clock = clock;
        this.bootTime = bootTime;
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        if (event == HostEvent.POWERED_ON) {
            upFrom.put(host.name(), clock.instant().plus(bootTime));
        }
    }

    /** Whether programs run on the host and it answers where a network leads to it. */
    boolean isUp(SimulatedHost host) {
        return host.isAlive() && !clock.instant().isBefore(upFrom.getOrDefault(host.name(), Instant.MIN));
    }
}
