package com.umcloud.umha.testkit.simulation.disaster;

import java.util.EnumMap;
import java.util.Map;

/** How often one disaster has got into each moment. Used by one thread. */
final class Hits {
    private final Map<Moment, Integer> counts = new EnumMap<>(Moment.class);

    void hit(Moment moment) {
        hit(moment, 1);
    }

    void hit(Moment moment, int times) {
        counts.merge(moment, times, Integer::sum);
    }

    int of(Moment moment) {
        return counts.getOrDefault(moment, 0);
    }
}
