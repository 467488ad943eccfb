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
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells what UMHA does to the world, and each power reading that differs from the one before. */
final class NarratedSeams implements Seams {
    private final Narration narration;
    private final Map<String, String> names;
    private final Seams inner;
    private final Map<String, String> readings = new HashMap<>();

    /**
     * @param names names of instances by their ids
     * @param inner what else stands in between, nearer to the processor
     */
    NarratedSeams(Narration narration, Map<String, String> names, Seams inner) {
        this.narration = narration;
        this.names = names;
        this.inner = inner;
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
        return inner.fenceAgent(controller, new FenceAgent() {
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

            @Override
            public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) throws InterruptedException {
                return real.readSystemUuid(device, limit);
            }

            @Override
            public void close() {
                real.close();
            }
        });
    }

    @Override
    public Evacuator evacuator(String controller, Evacuator real) {
        return inner.evacuator(controller, new ForwardingEvacuator(real) {
            @Override
            public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
                return told(controller, "isolates " + host, () -> super.isolate(host, reason, limit));
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

    @Override
    public ReachabilityProbe probe(String controller, ReachabilityProbe real) {
        return inner.probe(controller, real);
    }

    @Override
    public Notifier notifier(String controller, Notifier real) {
        return inner.notifier(controller, real);
    }

    @Override
    public Leadership leadership(String controller, Leadership real) {
        return inner.leadership(controller, real);
    }

    @Override
    public Stores stores(String controller, Stores real) {
        return inner.stores(controller, real);
    }

    @Override
    public Round seen(String controller, Round observed) {
        return inner.seen(controller, observed);
    }

    @Override
    public Map<String, String> settings() {
        return inner.settings();
    }
}
