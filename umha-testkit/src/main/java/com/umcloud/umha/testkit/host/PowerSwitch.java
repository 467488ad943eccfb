package com.umcloud.umha.testkit.host;

import java.util.UUID;

/** The power of one simulated machine, as its BMC reaches it. Safe for use by several threads. */
public interface PowerSwitch {
    boolean isOn();

    /** Cuts the power at once; nothing happens if it is off. */
    void off();

    /** Switches the power on; nothing happens if it is on. */
    void on();

    /** The system UUID in the machine's firmware. */
    UUID systemUuid();
}
