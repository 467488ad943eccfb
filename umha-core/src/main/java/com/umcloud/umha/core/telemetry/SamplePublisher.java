package com.umcloud.umha.core.telemetry;

/**
 * Sends samples away. Called by the agent's measuring threads, several at a time. A sample that cannot be sent is counted
 * and told by the publisher itself; nothing is thrown for it.
 */
public interface SamplePublisher extends AutoCloseable {
    void publish(Sample sample);

    @Override
    void close();
}
