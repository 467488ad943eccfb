package com.umcloud.umha.core.observation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was heard of one host until now. Immutable.
 *
 * @param lastHeard when its newest authentic sample arrived, in steady time
 * @param meters the newest reading of each meter
 * @param systemUuid the system UUID that its agent names, if it does
 */
public record HeardHost(Instant lastHeard, Map<String, MeterValue> meters, Optional<UUID> systemUuid) {
    public HeardHost {
        meters = Map.copyOf(meters);
    }

    /**
     * The newest reading of a meter.
     *
     * @param at when it arrived, in steady time
     */
    public record MeterValue(double volume, Instant at) {}

    /** The newest reading of a meter if it arrived after that time. */
    public Optional<MeterValue> since(Instant from, String meter) {
        return Optional.ofNullable(meters.get(meter)).filter(v -> v.at().isAfter(from));
    }
}
