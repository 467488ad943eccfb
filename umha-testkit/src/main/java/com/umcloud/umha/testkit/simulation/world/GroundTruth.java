package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.testkit.host.GuestListener;
import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is really so at a site, whatever anybody believes: which guests run where, and whether one has run on two hosts at once. It
 * looks at the moment in which a guest or a host's power changes. Used by one thread.
 */
public final class GroundTruth implements HostListener, GuestListener {
    private final InstantSource clock;
    private final FaultCounts faults;
    /** Looked up only, never gone through. */
    private final Map<String, Map<String, SimulatedHost>> holders = new HashMap<>();

    private final Map<String, String> twice = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int told;

    GroundTruth(InstantSource clock, FaultCounts faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** Watches a host that holds no guest yet. */
    void watch(SimulatedHost host) {
        host.addListener(this);
        host.addGuestListener(this);
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        if (event == HostEvent.POWERED_ON || event == HostEvent.POWERED_OFF) {
            host.guests().forEach(this::judge);
        }
    }

    @Override
    public void changed(SimulatedHost host, String instanceId) {
        Map<String, SimulatedHost> there = holders.computeIfAbsent(instanceId, id -> new TreeMap<>());
        if (host.holds(instanceId)) {
            there.put(host.name(), host);
        } else {
            there.remove(host.name());
        }
        judge(instanceId);
    }

    private void judge(String instanceId) {
        List<String> hosts = runningOn(instanceId);
        if (hosts.size() < 2) {
            twice.remove(instanceId);
            return;
        }
        String names = hosts.stream().collect(Collectors.joining(" and "));
        if (!names.equals(twice.put(instanceId, names))) {
            violations.add(clock.instant() + ": instance " + instanceId + " runs on " + names + " at once");
        }
    }

    /**
     * The hosts on which an instance executes at this moment, in the order of their names; one that hangs counts, its guests may
     * still write.
     */
    public List<String> runningOn(String instanceId) {
        return holders.getOrDefault(instanceId, Map.of()).values().stream()
                .filter(host -> host.runs(instanceId))
                .map(SimulatedHost::name)
                .toList();
    }

    /** The violations that were not told yet; called after every step of the agenda. */
    public List<String> check() {
        if (told == violations.size()) {
            return List.of();
        }
        List<String> fresh = List.copyOf(violations.subList(told, violations.size()));
        told = violations.size();
        return fresh;
    }

    /** All violations so far. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** The faults that were brought about so far. */
    public FaultCounts faults() {
        return faults;
    }
}
