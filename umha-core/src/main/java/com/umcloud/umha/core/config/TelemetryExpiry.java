package com.umcloud.umha.core.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long samples are kept.
 *
 * @param timeToLive {@code [database] metering_time_to_live}, seconds; empty: for ever
 * @param samplesOnly {@code [database] sql_expire_samples_only}: meters and resources without samples stay
 */
public record TelemetryExpiry(Optional<Duration> timeToLive, boolean samplesOnly) {
    static TelemetryExpiry of(Configuration configuration) {
        Duration seconds = configuration.seconds("database", "metering_time_to_live");
        return new TelemetryExpiry(
                Optional.of(seconds).filter(time -> time.compareTo(Duration.ZERO) > 0),
                configuration.flag("database", "sql_expire_samples_only"));
    }
}
