package com.umcloud.umha.fencing.ipmi;

import com.umcloud.umha.testkit.host.PowerSwitch;
import java.util.UUID;

/** A machine that is a switch and a UUID. */
final class FixedSystem implements PowerSwitch {
    private volatile boolean on = true;

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public void off() {
        on = false;
    }

    @Override
    public void on() {
        on = true;
    }

    @Override
    public UUID systemUuid() {
        return IpmiContract.SYSTEM;
    }
}
