package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.testkit.simulation.processor.ForwardingFenceAgent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells the checks of every power that is switched, and remembers which systems the devices have named to this processor. */
final class CheckedFenceAgent extends ForwardingFenceAgent {
    private final String controller;
    private final Checks checks;
    private final Map<String, FenceDevice> devices = new HashMap<>();
    private final Map<String, UUID> named = new HashMap<>();

    CheckedFenceAgent(String controller, FenceAgent real, Checks checks) {
        super(real);
        this.controller = controller;
        this.checks = checks;
    }

    /** What another device has named says nothing about this one. */
    private void use(FenceDevice device) {
        if (!device.equals(devices.put(device.host(), device))) {
            named.remove(device.host());
        }
    }

    @Override
    public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
        use(device);
        return super.readPower(device, limit);
    }

    @Override
    public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
        use(device);
        Optional<String> incident = checks.cutting(controller, device, Optional.ofNullable(named.get(device.host())));
        boolean refused = false;
        try {
            PowerCommandResult result = super.powerOff(device, limit);
            refused = result instanceof PowerCommandResult.Refused;
            return result;
        } finally {
            if (!refused) {
                incident.ifPresent(checks::cut);
            }
        }
    }

    @Override
    public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
        use(device);
        checks.calling(controller, CommandKind.POWER_ON, device.host());
        return super.powerOn(device, limit);
    }

    @Override
    public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) throws InterruptedException {
        use(device);
        Optional<UUID> uuid = super.readSystemUuid(device, limit);
        uuid.ifPresent(system -> named.put(device.host(), system));
        return uuid;
    }
}
