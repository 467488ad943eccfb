package com.umcloud.umha.core.collector;

import com.umcloud.umha.core.telemetry.DropReason;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the collector did since it was made.
 *
 * @param received datagrams read from the socket
 * @param accepted samples that were told to the listeners and queued for the store
 * @param stored samples that the store took
 * @param waiting samples that wait for the store now
 * @param listenerFailures how often a listener threw
 * @param dropped datagrams and samples that were lost; every reason is there, in the order of the enum
 */
public record CollectorStatistics(
        long received, long accepted, long stored, long waiting, long listenerFailures, Map<DropReason, Long> dropped) {
    public CollectorStatistics {
        dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    }

    /** How many were lost for one reason. */
    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /** How many were lost for any reason. */
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
