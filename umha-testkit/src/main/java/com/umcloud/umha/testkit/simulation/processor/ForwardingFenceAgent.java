package com.umcloud.umha.testkit.simulation.processor;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Hands every call on to another fence agent; whoever extends it says otherwise for some. */
public class ForwardingFenceAgent implements FenceAgent {
    private final FenceAgent real;

    public ForwardingFenceAgent(FenceAgent real) {
        this.real = real;
    }

    @Override
    public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
        return real.readPower(device, limit);
    }

    @Override
    public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
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
