package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import java.time.Duration;

/** Tells the checks of every call that evacuates. */
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
        checks.asking(controller, request);
        return super.evacuate(request, limit);
    }
}
