package com.umcloud.umha.core.agent;

import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.core.telemetry.Sample;

/**
 * Makes a sample of a measurement: adds source, time and a fresh message id. Called once per measurement, whatever the
 * number of publishers, so that a sample that arrives on two ways is one observation. Safe for use by several threads.
 */
@FunctionalInterface
public interface MeasurementEncoder {
    Sample encode(Measurement measurement);
}
