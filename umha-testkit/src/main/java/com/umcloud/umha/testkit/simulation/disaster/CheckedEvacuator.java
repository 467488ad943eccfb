package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import java.time.Duration;
import java.time.Instant;

/** Tells the checks of every call that changes the cloud. */
final class CheckedEvacuator extends ForwardingEvacuator {
    private final String controller;
    private final Checks checks;

    private CheckedEvacuator(String controller, Evacuator real, Checks checks) {
        super(real);
        this.controller = controller;
        this.checks = checks;
    }

    static Evacuator of(String controller, Evacuator real, Checks checks) {
        return new CheckedEvacuator(controller, real, checks);
    }

    @Override
    public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
        Instant askedAt = checks.evacuating(controller, request);
        EvacuationResult result = super.evacuate(request, limit);
        checks.evacuationAnswered(request.instanceId(), askedAt, result);
        return result;
    }

    @Override
    public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
        checks.calling(controller, CommandKind.ISOLATE, host);
        return super.isolate(host, reason, limit);
    }

    @Override
    public IsolationResult isolateAgain(String host, String reason, Duration limit) throws InterruptedException {
        checks.calling(controller, CommandKind.ISOLATE, host);
        return super.isolateAgain(host, reason, limit);
    }

    @Override
    public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
        checks.calling(controller, CommandKind.RELEASE, host);
        return super.release(host, reason, limit);
    }

    @Override
    public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
        checks.calling(controller, CommandKind.EMPLOY, reserve);
        return super.employ(reserve, inPlaceOf, limit);
    }

    @Override
    public ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
        checks.calling(controller, CommandKind.RESET_TO_ERROR, instanceId);
        return super.resetToError(instanceId, limit);
    }

    @Override
    public StopResult stop(String instanceId, Duration limit) throws InterruptedException {
        checks.calling(controller, CommandKind.STOP_INSTANCE, instanceId);
        return super.stop(instanceId, limit);
    }
}
