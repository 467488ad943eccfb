package com.umcloud.umha.api.meter;

import java.time.Duration;
import java.util.List;

/**
 * Measures one thing on the host it runs on. The agent calls {@link #measure} once per interval, never twice at the same
 * time, on a thread of its own per meter.
 */
public interface Meter extends AutoCloseable {
    /**
     * Measures now. It may block, but must be back within {@code limit}; a run that is not back is interrupted, its
     * result is dropped, counted and logged, and the next interval starts only after it came back.
     *
     * @param limit how long the run may take; always shorter than the interval
     * @return the measurements, each with a name that begins with the meter's; empty if there is nothing to say
     * @throws RuntimeException the run counts as failed, is logged, and nothing is published
     */
    List<Measurement> measure(Duration limit) throws InterruptedException;

    /** Called once when the agent stops; no call of {@link #measure} is under way or follows. */
    @Override
    default void close() {}
}
