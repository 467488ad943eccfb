package com.umcloud.umha.testkit.openstack.nova;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What really executes where, whatever Nova believes; guarded by the lock of {@link NovaState}. */
final class GroundTruth {
    private final Collection<ComputeService> services;
    private final Set<String> ranTwice = new TreeSet<>();

    GroundTruth(Collection<ComputeService> services) {
        this.services = services;
    }

    /** On which hosts each instance executes; instances that execute nowhere are left out. */
    Map<String, Set<String>> running() {
        Map<String, Set<String>> running = new TreeMap<>();
        for (ComputeService service : services) {
            for (String id : service.host.guests()) {
                if (service.host.runs(id)) {
                    running.computeIfAbsent(id, key -> new TreeSet<>()).add(service.host.name());
                }
            }
        }
        return running;
    }

    Set<String> twice() {
        Map<String, Set<String>> running = running();
        running.values().removeIf(hosts -> hosts.size() < 2);
        return new TreeSet<>(running.keySet());
    }

    Set<String> everTwice() {
        return new TreeSet<>(ranTwice);
    }

    /** To be called whenever an instance may have begun to execute. */
    void lookAt(String id) {
        int places = 0;
        for (ComputeService service : services) {
            places += service.host.runs(id) ? 1 : 0;
        }
        if (places > 1) {
            ranTwice.add(id);
        }
    }

    /** To be called whenever any may have. */
    void look() {
        ranTwice.addAll(twice());
    }
}
