package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;

/**
 * Where samples are heard, and how they are stored.
 *
 * @param udpAddress {@code [collector] udp_address}; empty: nowhere
 * @param udpPort {@code [collector] udp_port}, 0 to 65535; Ceilometer's default is 4952, the guide's value 4953
 * @param telemetrySecret {@code [publisher] telemetry_secret}; empty: nothing is verified, so samples judge nobody
 * @param queueCapacity {@code [collector] queue_capacity}, at least the batch size
 * @param batchSize {@code [collector] write_batch_size}, from 1
 * @param batchDelay {@code [collector] write_batch_delay}, 0 to 1 minute
 * @param drainLimit {@code [collector] drain_limit}
 */
public record CollectorSettings(
        String udpAddress,
        int udpPort,
        Secret telemetrySecret,
        int queueCapacity,
        int batchSize,
        Duration batchDelay,
        Duration drainLimit) {
    static CollectorSettings of(Configuration configuration) {
        return new CollectorSettings(
                configuration.text("collector", "udp_address").orElse(""),
                configuration.integer("collector", "udp_port"),
                configuration.secret("publisher", "telemetry_secret"),
                configuration.integer("collector", "queue_capacity"),
                configuration.integer("collector", "write_batch_size"),
                configuration.duration("collector", "write_batch_delay"),
                configuration.duration("collector", "drain_limit"));
    }
}
