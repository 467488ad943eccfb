package com.umcloud.umha.evacuators.nova;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A host aggregate as Nova lists it.
 *
 * @param id its number
 * @param name its name
 * @param metadata its metadata
 * @param hosts the hosts in it
 */
record AggregateRow(String id, String name, Map<String, String> metadata, Set<String> hosts) {
    /** The availability zone that it makes of its hosts; empty if it is none. */
    Optional<String> zone() {
        return Optional.ofNullable(metadata.get("availability_zone")).filter(zone -> !zone.isEmpty());
    }
}
