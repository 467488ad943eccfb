package com.umcloud.umha.testkit.openstack.nova;

import java.util.LinkedHashMap;
import java.util.Map;

/** An aggregate as Nova's API shows it. */
final class AggregateView {
    private AggregateView() {}

    static Map<String, Object> of(SimulatedAggregate aggregate) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", Integer.valueOf(aggregate.id()));
        view.put("name", aggregate.name());
        view.put("availability_zone", aggregate.zone().orElse(null));
        view.put("hosts", aggregate.hosts());
        view.put(
                "metadata",
                aggregate
                        .zone()
                        .<Map<String, String>>map(zone -> Map.of("availability_zone", zone))
                        .orElse(Map.of()));
        view.put("deleted", false);
        return view;
    }
}
