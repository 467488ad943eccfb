package com.umcloud.umha.testkit.openstack.nova;

import java.util.List;
import java.util.Optional;

/**
 * A host aggregate.
 *
 * @param id its number
 * @param name its name
 * @param zone the availability zone that it is; empty if it is none
 * @param hosts its hosts in the sequence in which they joined
 */
public record SimulatedAggregate(String id, String name, Optional<String> zone, List<String> hosts) {
    public SimulatedAggregate {
        hosts = List.copyOf(hosts);
    }
}
