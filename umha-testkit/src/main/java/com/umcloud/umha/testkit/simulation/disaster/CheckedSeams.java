package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.testkit.simulation.processor.ForwardingSeams;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import org.jspecify.annotations.Nullable;

/** Shows the checks what a processor is about to do, before what is wrong with it on purpose has its way. */
public final class CheckedSeams extends ForwardingSeams {
    private @Nullable Checks checks;

    public CheckedSeams(Seams inner) {
        super(inner);
    }

    /** Who looks; before the first processor starts. */
    public void check(Checks value) {
        checks = value;
    }

    private Checks checks() {
        if (checks == null) {
            throw new IllegalStateException("nobody checks yet");
        }
        return checks;
    }

    @Override
    public FenceAgent fenceAgent(String controller, FenceAgent real) {
        return super.fenceAgent(controller, new CheckedFenceAgent(controller, real, checks()));
    }

    @Override
    public Evacuator evacuator(String controller, Evacuator real) {
        return super.evacuator(controller, CheckedEvacuator.of(controller, real, checks()));
    }
}
