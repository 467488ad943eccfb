package com.umcloud.umha.core.telemetry;

/**
 * Hears every authentic sample as it arrives, before it is stored and whether or not the database is there. Called on a
 * collector thread, possibly several at the same time; must not block.
 */
@FunctionalInterface
public interface SampleListener {
    void heard(ReceivedSample sample);
}
