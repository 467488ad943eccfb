package com.umcloud.umha.testkit.host;

/** What happened to a simulated host. */
public enum HostEvent {
    POWERED_OFF,
    POWERED_ON,
    /** The kernel stopped: nothing on the host acts any more, the power is still on. */
    PANICKED,
    /** The kernel goes on where it had stopped. */
    RESUMED,
    STORAGE_LOST,
    STORAGE_RESTORED,
    /** Nothing that the host sends over the management network arrives, nor anything that is sent to it. */
    MANAGEMENT_LOST,
    MANAGEMENT_RESTORED
}
