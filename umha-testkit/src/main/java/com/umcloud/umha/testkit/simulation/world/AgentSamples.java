package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.api.meter.MeasurementType;
import com.umcloud.umha.core.observation.ObservedMeters;
import com.umcloud.umha.core.telemetry.Sample;
import com.umcloud.umha.core.telemetry.SampleFactory;
import com.umcloud.umha.core.telemetry.SampleTimestamp;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the samples of one host's agent as the meter {@code storage_connectivity} makes them. Used by one thread. */
final class AgentSamples {
    private final SimulatedHost host;
    private final Map<String, @Nullable Object> plain = new TreeMap<>();
    private final Map<String, @Nullable Object> withUuid;
    private long made;

    AgentSamples(SimulatedHost host) {
        this.host = host;
        plain.put("host", host.name());
        plain.put("probe", "icmp");
        withUuid = new TreeMap<>(plain);
        withUuid.put("system_uuid", host.systemUuid().toString());
    }

    /**
     * The next sample.
     *
     * @param reached whether a storage server answers
     * @param uuid whether the agent can read its system's UUID
     */
    Sample next(Instant measuredAt, boolean reached, boolean uuid) {
        made++;
        return new Sample(
                SampleFactory.DEFAULT_SOURCE,
                ObservedMeters.STORAGE_CONNECTIVITY,
                MeasurementType.GAUGE.wireName(),
                "status",
                reached ? 1.0 : 0.0,
                null,
                null,
                host.name(),
                SampleTimestamp.format(measuredAt),
                uuid ? withUuid : plain,
                new UUID(host.systemUuid().getMostSignificantBits(), made).toString());
    }

    /** The same sample under another id and time, with this volume. */
    static Sample again(Sample sample, String messageId, Instant measuredAt, @Nullable Double volume) {
        return new Sample(
                sample.source(),
                sample.name(),
                sample.type(),
                sample.unit(),
                volume,
                sample.userId(),
                sample.projectId(),
                sample.resourceId(),
                SampleTimestamp.format(measuredAt),
                sample.metadata(),
                messageId);
    }
}
