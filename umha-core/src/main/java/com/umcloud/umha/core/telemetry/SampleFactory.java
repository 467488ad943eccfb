package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.api.meter.Measurement;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes samples of what meters measured: adds time, message id and source. User and project are left nil, since a host
 * belongs to none. Metadata are sorted by key, so that equal metadata are the same text in the database. Thread-safe;
 * called by the agent's measuring threads.
 */
public final class SampleFactory {
    /** Ceilometer's default of {@code sample_source}. */
    public static final String DEFAULT_SOURCE = "openstack";

    private final String source;
    private final InstantSource clock;

    public SampleFactory(String source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The sample of a measurement taken now. Its volume is rounded to 12 significant digits unless it is a whole number:
     * so many does every Ceilometer sign alike.
     */
    public Sample create(Measurement measurement) {
        return new Sample(
                source,
                measurement.name(),
                measurement.type().wireName(),
                measurement.unit(),
                SampleVolume.portable(measurement.volume()),
                null,
                null,
                measurement.resourceId(),
                SampleTimestamp.format(clock.instant()),
                new TreeMap<>(measurement.metadata()),
                UUID.randomUUID().toString());
    }
}
