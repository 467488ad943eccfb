package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;

/**
 * Where samples are heard.
 *
 * @param udpAddress {@code [collector] udp_address}; empty: nowhere
 * @param udpPort {@code [collector] udp_port}, 0 to 65535; Ceilometer's default is 4952, the guide's value 4953
 * @param telemetrySecret {@code [publisher] telemetry_secret}; empty: nothing is verified, so samples judge nobody
 */
public record CollectorSettings(String udpAddress, int udpPort, Secret telemetrySecret) {
    static CollectorSettings of(Configuration configuration) {
        return new CollectorSettings(
                configuration.text("collector", "udp_address").orElse(""),
                configuration.integer("collector", "udp_port"),
                configuration.secret("publisher", "telemetry_secret"));
    }
}
