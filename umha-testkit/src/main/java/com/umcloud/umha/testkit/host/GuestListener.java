package com.umcloud.umha.testkit.host;

/** Somebody who watches what guests a simulated host holds. */
@FunctionalInterface
public interface GuestListener {
    /**
     * Called after a guest was started, resumed or destroyed, on the thread that did it and without the host's lock. The caller
     * may hold locks of its own: only the host may be asked.
     */
    void changed(SimulatedHost host, String instanceId);
}
