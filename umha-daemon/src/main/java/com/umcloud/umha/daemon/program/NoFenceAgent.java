package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import java.time.Duration;

/** What stands in where {@code has_IPMI = false}: power is never known. */
final class NoFenceAgent implements FenceAgent {
    private static final String WHY = "has_IPMI = false";

    @Override
    public PowerReading readPower(FenceDevice device, Duration limit) {
        return new PowerReading.Unknown(FenceFailure.REFUSED, WHY);
    }

    @Override
    public PowerCommandResult powerOff(FenceDevice device, Duration limit) {
        return new PowerCommandResult.Refused(FenceFailure.REFUSED, WHY);
    }

    @Override
    public PowerCommandResult powerOn(FenceDevice device, Duration limit) {
        return new PowerCommandResult.Refused(FenceFailure.REFUSED, WHY);
    }
}
