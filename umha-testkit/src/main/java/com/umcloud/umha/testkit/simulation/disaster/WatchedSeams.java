package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import com.umcloud.umha.testkit.simulation.processor.ForwardingFenceAgent;
import com.umcloud.umha.testkit.simulation.processor.ForwardingOperatorStore;
import com.umcloud.umha.testkit.simulation.processor.ForwardingSeams;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.time.ProgramKilled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what processors do, nearest to the world. A processor that was killed in the middle of a call does nothing further, though
 * its code catches what ends the call.
 */
final class WatchedSeams extends ForwardingSeams {
    private final List<ProcessorListener> listeners = new ArrayList<>();
    private @Nullable SimulatedRegion region;

    /** @param inner what else stands in between, nearer to the processor */
    WatchedSeams(Seams inner) {
        super(inner);
    }

    /** Whose processors they are; before the first one starts. */
    void use(SimulatedRegion value) {
        region = value;
    }

    /** Tells it from now on, after those who listen already. */
    void listen(ProcessorListener listener) {
        listeners.add(listener);
    }

    /** A call of a processor. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws InterruptedException;
    }

    private <T> T watched(String controller, Effect effect, String subject, Call<T> call) throws InterruptedException {
        requireRunning(controller);
        listeners.forEach(listener -> listener.before(controller, effect, subject));
        try {
            return call.make();
        } finally {
            listeners.forEach(listener -> listener.after(controller, effect, subject));
        }
    }

    private void requireRunning(String controller) {
        if (region == null || !region.processor(controller).isRunning()) {
            throw new ProgramKilled("before");
        }
    }

    @Override
    public FenceAgent fenceAgent(String controller, FenceAgent real) {
        return super.fenceAgent(controller, new ForwardingFenceAgent(real) {
            @Override
            public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                return watched(controller, Effect.POWER_OFF, device.host(), () -> real.powerOff(device, limit));
            }
        });
    }

    @Override
    public Evacuator evacuator(String controller, Evacuator real) {
        return super.evacuator(controller, new ForwardingEvacuator(real) {
            @Override
            public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
                return watched(controller, Effect.ISOLATION, host, () -> real.isolate(host, reason, limit));
            }

            @Override
            public IsolationResult isolateAgain(String host, String reason, Duration limit)
                    throws InterruptedException {
                return watched(controller, Effect.ISOLATION, host, () -> real.isolateAgain(host, reason, limit));
            }

            @Override
            public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
                return watched(
                        controller, Effect.EVACUATION, request.instanceId(), () -> real.evacuate(request, limit));
            }

            @Override
            public ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
                return watched(controller, Effect.RESET, instanceId, () -> real.resetToError(instanceId, limit));
            }

            @Override
            public StopResult stop(String instanceId, Duration limit) throws InterruptedException {
                return watched(controller, Effect.STOP, instanceId, () -> real.stop(instanceId, limit));
            }

            @Override
            public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
                return watched(controller, Effect.GIVE_BACK, host, () -> real.release(host, reason, limit));
            }
        });
    }

    @Override
    public Notifier notifier(String controller, Notifier real) {
        Notifier watched = (notification, limit) ->
                watched(controller, Effect.MAIL, notification.id(), () -> real.deliver(notification, limit));
        return super.notifier(controller, watched);
    }

    @Override
    public Stores stores(String controller, Stores real) {
        ForwardingOperatorStore operators = new ForwardingOperatorStore(real.operators()) {
            @Override
            public StandingOrders standingOrders() {
                StandingOrders orders = super.standingOrders();
                listeners.forEach(listener -> listener.readOrders(controller));
                return orders;
            }
        };
        return super.stores(controller, operators.in(real));
    }
}
