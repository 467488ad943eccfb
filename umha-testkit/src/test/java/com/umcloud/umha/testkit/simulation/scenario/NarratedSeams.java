package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import com.umcloud.umha.testkit.simulation.processor.ForwardingFenceAgent;
import com.umcloud.umha.testkit.simulation.processor.ForwardingSeams;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Tells what UMHA does to the world, and each power reading that differs from the one before. */
final class NarratedSeams extends ForwardingSeams {
    private final Narration narration;
    private final Map<String, String> names;
    private final Map<String, String> readings = new HashMap<>();

    /**
     * @param names names of instances by their ids
     * @param inner what else stands in between, nearer to the processor
     */
    NarratedSeams(Narration narration, Map<String, String> names, Seams inner) {
        super(inner);
        this.narration = narration;
        this.names = names;
    }

    /** A call that is told. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws InterruptedException;
    }

    private <T> T told(String who, String what, Call<T> call) throws InterruptedException {
        try {
            T result = call.make();
            narration.tellDeed(who + " " + what + ": " + text(result));
            return result;
        } catch (UmhaException e) {
            narration.tellDeed(who + " " + what + ": fails, " + e.getMessage());
            throw e;
        }
    }

    private static String text(Object result) {
        return result.toString().replace("[]", "").replace("Accepted", "accepted");
    }

    private String nameOf(String instanceId) {
        return names.getOrDefault(instanceId, instanceId);
    }

    @Override
    public FenceAgent fenceAgent(String controller, FenceAgent real) {
        return super.fenceAgent(controller, new ForwardingFenceAgent(real) {
            @Override
            public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
                PowerReading reading = real.readPower(device, limit);
                String text = reading instanceof PowerReading.Known known
                        ? known.state().toString()
                        : ((PowerReading.Unknown) reading).failure().toString();
                String before = readings.put(controller + " " + device.host(), text);
                if (!text.equals(before == null ? "ON" : before)) {
                    narration.tell(controller + " reads the power of " + device.host() + ": " + text);
                }
                return reading;
            }

            @Override
            public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                return told(controller, "switches " + device.host() + " off", () -> real.powerOff(device, limit));
            }

            @Override
            public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
                return told(controller, "switches " + device.host() + " on", () -> real.powerOn(device, limit));
            }
        });
    }

    @Override
    public Evacuator evacuator(String controller, Evacuator real) {
        return super.evacuator(controller, new ForwardingEvacuator(real) {
            @Override
            public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
                return told(controller, "isolates " + host, () -> super.isolate(host, reason, limit));
            }

            @Override
            public IsolationResult isolateAgain(String host, String reason, Duration limit)
                    throws InterruptedException {
                return told(controller, "isolates " + host + " again", () -> super.isolateAgain(host, reason, limit));
            }

            @Override
            public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
                String to = request.destination().map(host -> " to " + host).orElse("");
                return told(
                        controller,
                        "evacuates " + nameOf(request.instanceId()) + " from " + request.source() + to,
                        () -> super.evacuate(request, limit));
            }

            @Override
            public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
                return told(controller, "gives " + host + " back", () -> super.release(host, reason, limit));
            }

            @Override
            public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
                return told(
                        controller,
                        "employs " + reserve + " in place of " + inPlaceOf,
                        () -> super.employ(reserve, inPlaceOf, limit));
            }

            @Override
            public ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
                return told(
                        controller,
                        "resets " + nameOf(instanceId) + " to error",
                        () -> super.resetToError(instanceId, limit));
            }

            @Override
            public StopResult stop(String instanceId, Duration limit) throws InterruptedException {
                return told(controller, "stops " + nameOf(instanceId), () -> super.stop(instanceId, limit));
            }
        });
    }
}
