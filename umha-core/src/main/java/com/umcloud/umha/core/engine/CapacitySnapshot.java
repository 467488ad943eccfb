package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.HostCapacity;
import java.time.Instant;
import java.util.Map;

/**
 * What the hosts could take at one moment.
 *
 * @param takenAt when the cloud was asked, in steady time
 * @param hosts by name; empty while nothing is known
 */
record CapacitySnapshot(Instant takenAt, Map<String, HostCapacity> hosts) {
    static final CapacitySnapshot NONE = new CapacitySnapshot(Instant.EPOCH, Map.of());

    CapacitySnapshot {
        hosts = Map.copyOf(hosts);
    }
}
