package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Tells the checks of every power-off. */
final class CheckedFenceAgent implements FenceAgent {
    private final String controller;
    private final FenceAgent real;
    private final Checks checks;

    CheckedFenceAgent(String controller, FenceAgent real, Checks checks) {
        this.controller = controller;
        this.real = real;
        this.checks = checks;
    }

    @Override
    public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
        return real.readPower(device, limit);
    }

    @Override
    public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
        checks.cutting(controller, device.host());
        return real.powerOff(device, limit);
    }

    @Override
    public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
        return real.powerOn(device, limit);
    }

    @Override
    public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) throws InterruptedException {
        return real.readSystemUuid(device, limit);
    }

    @Override
    public void close() {
        real.close();
    }
}
