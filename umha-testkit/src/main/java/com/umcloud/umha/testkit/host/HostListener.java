package com.umcloud.umha.testkit.host;

/** Something that lives on, or watches, a simulated host: a compute service, an agent, a BMC. */
@FunctionalInterface
public interface HostListener {
    /**
     * Called after the host has changed, on the thread that changed it and without any lock held. Two threads that change
     * one host at the same time may cause calls in either order: read the host's present state.
     */
    void changed(SimulatedHost host, HostEvent event);
}
