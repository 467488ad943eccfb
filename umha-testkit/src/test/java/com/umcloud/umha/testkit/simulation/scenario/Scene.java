package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** What everything that happens on a {@link Stage} has in common. */
interface Scene {
    SimulatedRegion region();

    Narration narration();

    /** Moments that are remembered by a name. */
    Map<String, Instant> moments();

    default void tell(String line) {
        narration().tell(line);
    }

    /** Remembers this moment by a name. */
    default void note(String moment) {
        moments().putIfAbsent(moment, region().agenda().instant());
    }

    static String node(int host) {
        return "node-" + host;
    }

    static String nameOf(DatabaseFault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
