package com.umcloud.umha.core.agent;

import com.umcloud.umha.core.telemetry.Sample;

/** Sends samples to one target. Called by the meters' threads, possibly several at the same time. */
public interface SamplePublisher extends AutoCloseable {
    /**
     * Sends one sample. It should not block; a call that does delays its meter and is interrupted when the meter's next run
     * is due.
     *
     * @throws RuntimeException if it could not be sent; counted, logged once, and the other publishers still get it
     */
    void publish(Sample sample);

    /** Called once when the agent stops; no call of {@link #publish} follows. */
    @Override
    void close();
}
