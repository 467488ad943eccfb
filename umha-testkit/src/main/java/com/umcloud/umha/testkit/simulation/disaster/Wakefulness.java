package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** For how long each host has run since it was switched on, the time in which it hung left out. Used by one thread. */
final class Wakefulness implements HostListener {
    private final InstantSource clock;
    private final Map<String, Duration> before = new HashMap<>();
    private final Map<String, Instant> runningSince = new HashMap<>();

    Wakefulness(InstantSource clock) {
        this.clock = clock;
    }

    void watch(SimulatedHost host) {
        host.addListener(this);
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        switch (event) {
            case POWERED_OFF -> {
                runningSince.remove(host.name());
                before.put(host.name(), Duration.ZERO);
            }
            case POWERED_ON, RESUMED -> runningSince.putIfAbsent(host.name(), clock.instant());
            case PANICKED -> {
                sinceOn(host.name()).ifPresent(time -> before.put(host.name(), time));
                runningSince.remove(host.name());
            }
            case STORAGE_LOST, STORAGE_RESTORED, MANAGEMENT_LOST, MANAGEMENT_RESTORED -> {}
        }
    }

    /** Empty if it has not been switched off. */
    Optional<Duration> sinceOn(String host) {
        Optional<Duration> known = Optional.ofNullable(before.get(host));
        Instant since = runningSince.get(host);
        return since == null ? known : known.map(time -> time.plus(Duration.between(since, clock.instant())));
    }
}
