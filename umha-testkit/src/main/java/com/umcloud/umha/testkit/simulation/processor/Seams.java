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
 * Where something can be put between a processor and what it works with. Without further words nothing is: a processor is what
 * is shipped. Asked once for each start of the processor on that controller.
 */
public interface Seams {
    /** Nothing in between. */
    Seams NONE = new Seams() {};

    default FenceAgent fenceAgent(String controller, FenceAgent real) {
        return real;
    }

    default ReachabilityProbe probe(String controller, ReachabilityProbe real) {
        return real;
    }

    default Evacuator evacuator(String controller, Evacuator real) {
        return real;
    }

    default Notifier notifier(String controller, Notifier real) {
        return real;
    }

    default Leadership leadership(String controller, Leadership real) {
        return real;
    }

    default Stores stores(String controller, Stores real) {
        return real;
    }

    /** What an observation becomes before anybody acts on it; asked for each one. */
    default Round seen(String controller, Round observed) {
        return observed;
    }

    /** Settings that differ from those of the simulation, by {@code section.key}. */
    default Map<String, String> settings() {
        return Map.of();
    }
}
