package com.umcloud.umha.testkit.simulation.processor;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.store.Stores;
import java.util.Map;

/**
 * Puts nothing in between but what other seams do, which stand nearer to the processor; whoever extends it adds to some, and asks
 * the method of this class to have the others add theirs.
 */
public class ForwardingSeams implements Seams {
    private final Seams inner;

    public ForwardingSeams(Seams inner) {
        this.inner = inner;
    }

    @Override
    public FenceAgent fenceAgent(String controller, FenceAgent real) {
        return inner.fenceAgent(controller, real);
    }

    @Override
    public ReachabilityProbe probe(String controller, ReachabilityProbe real) {
        return inner.probe(controller, real);
    }

    @Override
    public Evacuator evacuator(String controller, Evacuator real) {
        return inner.evacuator(controller, real);
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
