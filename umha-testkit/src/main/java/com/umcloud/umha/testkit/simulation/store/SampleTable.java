package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.StoredSample;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Samples in the order in which they were stored; their ids count from 1. */
final class SampleTable {
    private final List<StoredSample> rows = new ArrayList<>();

    /** The signature of a sample that was not verified is left out: it would look like one that was. */
    void add(ReceivedSample received, Instant recordedAt) {
        rows.add(new StoredSample(
                rows.size() + 1L,
                withoutText(received.sample()),
                received.verified() ? received.signature() : "",
                received.measuredAt().map(Columns::time),
                Columns.time(recordedAt)));
    }

    /** The sender's text of the time is not kept, only the time. */
    private static Sample withoutText(Sample sample) {
        return new Sample(
                sample.source(),
                sample.name(),
                sample.type(),
                sample.unit(),
                sample.volume(),
                sample.userId(),
                sample.projectId(),
                sample.resourceId(),
                null,
                sample.metadata(),
                sample.messageId());
    }

    long newestId() {
        return rows.size();
    }

    List<StoredSample> after(long id, int limit) {
        int from = (int) Math.min(Math.max(id, 0), rows.size());
        int to = Math.min(from + Math.min(limit, rows.size() - from), rows.size());
        return List.copyOf(rows.subList(from, to));
    }
}
