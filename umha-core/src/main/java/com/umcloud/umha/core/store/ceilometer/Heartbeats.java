package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.store.database.DatabaseTime;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The newest sample of each host in a batch. Sorted by host, so that two collectors do not lock each other out. */
record Heartbeats(SortedMap<String, ReceivedSample> newest) {
    /** Only verified samples count: without a secret anybody could speak for a host. */
    static Heartbeats of(List<SampleRow> rows, Set<String> hostMeters) {
        SortedMap<String, ReceivedSample> newest = new TreeMap<>();
        for (SampleRow row : rows) {
            ReceivedSample received = row.received();
            if (received.verified() && hostMeters.contains(row.meter().name())) {
                newest.merge(
                        row.resource().resourceId(),
                        received,
                        (a, b) -> b.receivedAt().isBefore(a.receivedAt()) ? a : b);
            }
        }
        return new Heartbeats(newest);
    }

    void write(Handle handle) {
        if (newest.isEmpty()) {
            return;
        }
        try (PreparedBatch batch =
                handle.prepareBatch("INSERT INTO node_heartbeat (hostname, last_heard_at, sender) VALUES (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE sender = VALUES(sender),"
                        + " last_heard_at = GREATEST(last_heard_at, VALUES(last_heard_at))")) {
            newest.forEach((host, received) -> batch.bind(0, host)
                    .bind(1, DatabaseTime.toColumn(received.receivedAt()))
                    .bind(2, received.sender().getHostAddress())
                    .add());
            batch.execute();
        }
    }
}
