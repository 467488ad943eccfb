package com.umcloud.umha.core.collector;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.SampleStore;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A store in memory that can be away, or fail on single samples. */
final class RecordingStore implements SampleStore {
    private final List<ReceivedSample> samples = new ArrayList<>();
    private boolean away;
    private int refusals;
    private Predicate<ReceivedSample> defect = sample -> false;

    @Override
    public synchronized int write(List<ReceivedSample> batch) {
        if (away) {
            refusals++;
            throw new UmhaException(FailureType.EXTERNAL, "the database is away");
        }
        if (batch.stream().anyMatch(defect)) {
            throw new IllegalStateException("a defect of the store");
        }
        samples.addAll(batch);
        return batch.size();
    }

    synchronized void setAway(boolean away) {
        this.away = away;
    }

    synchronized void failOn(Predicate<ReceivedSample> samples) {
        this.defect = samples;
    }

    synchronized int refusals() {
        return refusals;
    }

    synchronized List<ReceivedSample> samples() {
        return List.copyOf(samples);
    }

    synchronized List<String> messageIds() {
        return samples.stream().map(received -> received.sample().messageId()).toList();
    }
}
