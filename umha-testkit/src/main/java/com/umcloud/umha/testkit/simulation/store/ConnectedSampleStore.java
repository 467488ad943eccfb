package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.SampleReader;
import com.umcloud.umha.core.store.SampleStore;
import com.umcloud.umha.core.store.StoredSample;
import com.umcloud.umha.core.store.ceilometer.JdbiSampleStore;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.util.List;

/** Samples over a connection. */
final class ConnectedSampleStore implements SampleStore, SampleReader {
    private final DatabaseConnection connection;
    private final MemoryDatabase database;

    ConnectedSampleStore(DatabaseConnection connection, MemoryDatabase database) {
        this.connection = connection;
        this.database = database;
    }

    @Override
    public int write(List<ReceivedSample> samples) {
        List<ReceivedSample> written = List.copyOf(samples);
        if (written.isEmpty()) {
            return 0;
        }
        return connection.write(
                WriteKind.SAMPLES,
                "store " + written.size() + " samples",
                () -> Change.of(written.size(), () -> written.forEach(this::add)));
    }

    /** A verified sample of a host's own meter is its heartbeat. */
    private void add(ReceivedSample received) {
        database.sampleTable().add(received, database.now());
        if (received.verified()
                && JdbiSampleStore.HOST_METERS.contains(received.sample().name())) {
            database.hostTables().heard(received.sample().resourceId(), received.receivedAt());
        }
    }

    @Override
    public long newestId() {
        return connection.read("read the newest sample", database.sampleTable()::newestId);
    }

    @Override
    public List<StoredSample> samplesAfter(long id, int limit) {
        return connection.read("read new samples", () -> database.sampleTable().after(id, limit));
    }
}
