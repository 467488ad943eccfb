package com.umcloud.umha.core.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Which meters are measured how often, and where their samples go.
 *
 * @param name unique among the sources
 * @param interval between two measuring runs, positive
 * @param meters which meters and samples the source takes
 * @param sinks at least one
 */
public record PipelineSource(String name, Duration interval, MeterMatcher meters, List<PipelineSink> sinks) {
    public PipelineSource {
        Objects.requireNonNull(meters, "meters");
        sinks = List.copyOf(sinks);
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval of source " + name + " is " + interval);
        }
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("source " + name + " has no sinks");
        }
    }
}
