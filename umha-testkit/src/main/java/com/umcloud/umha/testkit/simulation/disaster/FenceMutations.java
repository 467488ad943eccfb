package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.testkit.simulation.processor.ForwardingFenceAgent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Fence agents that make UMHA believe what is not proven. */
final class FenceMutations {
    private static final PowerReading OFF = new PowerReading.Known(PowerState.OFF);

    private FenceMutations() {}

    /** Hands on to another agent; of hosts that count as off it says so whatever their devices say. */
    private abstract static class Believing extends ForwardingFenceAgent {
        private final Set<String> believed = new TreeSet<>();

        Believing(FenceAgent real) {
            super(real);
        }

        void believe(FenceDevice device) {
            believed.add(device.host());
        }

        @Override
        public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
            return believed.contains(device.host()) ? OFF : super.readPower(device, limit);
        }

        @Override
        public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
            believed.remove(device.host());
            return super.powerOn(device, limit);
        }
    }

    /** A power-off that was tried counts as done. */
    static FenceAgent trying(FenceAgent real) {
        return new Believing(real) {
            @Override
            public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                believe(device);
                return super.powerOff(device, limit);
            }
        };
    }

    /** A power-off that was accepted counts as done. */
    static FenceAgent accepting(FenceAgent real) {
        return new Believing(real) {
            @Override
            public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                PowerCommandResult result = super.powerOff(device, limit);
                if (result instanceof PowerCommandResult.Accepted) {
                    believe(device);
                }
                return result;
            }
        };
    }

    /** No power is cut at all, and all of them count as cut. */
    static FenceAgent pretending(FenceAgent real) {
        return new Believing(real) {
            @Override
            public PowerCommandResult powerOff(FenceDevice device, Duration limit) {
                believe(device);
                return new PowerCommandResult.Accepted();
            }
        };
    }

    /** What has once read off is not read again. */
    static FenceAgent remembering(FenceAgent real) {
        return new Believing(real) {
            @Override
            public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
                PowerReading reading = super.readPower(device, limit);
                if (reading.equals(OFF)) {
                    believe(device);
                }
                return reading;
            }
        };
    }

    /** No device is asked which system it belongs to; that is, nobody hears the answer. */
    static FenceAgent nameless(FenceAgent real) {
        return new Believing(real) {
            @Override
            public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) throws InterruptedException {
                super.readSystemUuid(device, limit);
                return Optional.empty();
            }
        };
    }
}
