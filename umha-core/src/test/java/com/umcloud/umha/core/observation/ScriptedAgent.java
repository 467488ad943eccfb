package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A fence agent that reads what it is told to. */
public final class ScriptedAgent implements FenceAgent {
    public PowerReading reading = new PowerReading.Known(PowerState.ON);
    public Optional<UUID> uuid = Optional.empty();
    public int calls;

    @Override
    public PowerReading readPower(FenceDevice device, Duration limit) {
        calls++;
        return reading;
    }

    @Override
    public PowerCommandResult powerOff(FenceDevice device, Duration limit) {
        calls++;
        return new PowerCommandResult.Accepted();
    }

    @Override
    public PowerCommandResult powerOn(FenceDevice device, Duration limit) {
        throw new UmhaException(FailureType.INTERNAL, "nobody switches a host on");
    }

    @Override
    public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) {
        return uuid;
    }
}
