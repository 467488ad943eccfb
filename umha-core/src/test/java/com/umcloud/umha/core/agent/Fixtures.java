package com.umcloud.umha.core.agent;

import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.MeasurementType;
import com.umcloud.umha.core.pipeline.MeterMatcher;
import com.umcloud.umha.core.pipeline.Pipeline;
import com.umcloud.umha.core.pipeline.PipelineSink;
import com.umcloud.umha.core.pipeline.PipelineSource;
import com.umcloud.umha.core.pipeline.UdpTarget;
import com.umcloud.umha.core.telemetry.Sample;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Small parts that the tests of the agent share. */
final class Fixtures {
    static final String ONE = "udp://one:1";

    private Fixtures() {}

    static Measurement measurement(String name, double volume) {
        return new Measurement(name, MeasurementType.GAUGE, "status", volume, "compute-1", Map.of());
    }

    static Sample encode(Measurement measurement) {
        return new Sample(
                "openstack",
                measurement.name(),
                measurement.type().wireName(),
                measurement.unit(),
                measurement.volume(),
                null,
                null,
                measurement.resourceId(),
                "2016-05-01T12:34:56",
                new LinkedHashMap<>(measurement.metadata()),
                UUID.randomUUID().toString());
    }

    static PipelineSource source(String name, Duration interval, List<String> meters, String... hosts) {
        List<UdpTarget> targets =
                List.of(hosts).stream().map(host -> new UdpTarget(host, 1)).toList();
        return new PipelineSource(
                name, interval, MeterMatcher.of(meters), List.of(new PipelineSink(name + "-sink", targets)));
    }

    static Pipeline pipeline(PipelineSource... sources) {
        return new Pipeline(List.of(sources), List.of());
    }
}
