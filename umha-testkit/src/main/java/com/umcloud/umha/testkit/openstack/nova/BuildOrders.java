package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What tests have ordered for builds on each host; guarded by the lock of {@link NovaState}. */
final class BuildOrders {
    private final Set<String> failing = new HashSet<>();
    private final Set<String> failingInstances = new HashSet<>();
    private final Set<String> hanging = new HashSet<>();
    private final Set<String> full = new HashSet<>();
    private final Set<String> unmounted = new HashSet<>();
    private final Map<String, Duration> slow = new HashMap<>();

    void fail(String host, boolean on) {
        set(failing, host, on);
    }

    void failInstance(String id, boolean on) {
        set(failingInstances, id, on);
    }

    void hang(String host, boolean on) {
        set(hanging, host, on);
    }

    void fill(String host, boolean on) {
        set(full, host, on);
    }

    void unmount(String host, boolean on) {
        set(unmounted, host, on);
    }

    void slow(String host, Duration time) {
        slow.put(host, time);
    }

    boolean fails(String host) {
        return failing.contains(host);
    }

    boolean failsFor(String instanceId) {
        return failingInstances.contains(instanceId);
    }

    boolean hangs(String host) {
        return hanging.contains(host);
    }

    boolean isFull(String host) {
        return full.contains(host);
    }

    /** Whether the shared storage is mounted there. */
    boolean isMounted(String host) {
        return !unmounted.contains(host);
    }

    /** How much longer than usual a build takes there. */
    Duration slowness(String host) {
        return slow.getOrDefault(host, Duration.ZERO);
    }

    private static void set(Set<String> names, String name, boolean on) {
        if (on) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }
}
