package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the checks what a processor is about to do, before what is wrong with it on purpose has its way. */
public final class CheckedSeams implements Seams {
    private final Seams inner;
    private @Nullable Checks checks;

    public CheckedSeams(Seams inner) {
        this.inner = inner;
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
        return inner.fenceAgent(controller, new CheckedFenceAgent(controller, real, checks()));
    }

    @Override
    public Evacuator evacuator(String controller, Evacuator real) {
        return inner.evacuator(controller, CheckedEvacuator.of(controller, real, checks()));
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
