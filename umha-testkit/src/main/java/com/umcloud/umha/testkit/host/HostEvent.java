package com.umcloud.umha.testkit.host;

/** What happened to a simulated host. */
public enum HostEvent {
    POWERED_OFF,
    POWERED_ON,
    /** The kernel stopped: nothing on the host acts any more, the power is still on. */
    PANICKED,
    STORAGE_LOST,
    STORAGE_RESTORED
}
