package com.umcloud.umha.testkit.host;

/** Something that lives on, or watches, a simulated host: a compute service, an agent, a BMC. */
@FunctionalInterface
public interface HostListener {
    /**
     * Called after the host has changed, on the thread that changed it and without any lock held. Two threads that change
     * one host at the same time may cause calls in either order: read the host's present state.
     */
    void changed(SimulatedHost host, HostEvent event);

    /**
     * Called before the host changes, or is asked to change to what it is already; on the same thread, also without a lock.
     * Whoever lets things happen late catches up here, while the host is still as it was.
     */
    default void aboutToChange(SimulatedHost host) {}
}
