package com.umcloud.umha.api.meter;

import java.util.Map;
import java.util.Objects;

/**
 * One value as a meter found it. The agent adds time, message id, source and signature.
 *
 * @param name meter name, such as {@code storage_connectivity}
 * @param type gauge, delta or cumulative
 * @param unit free text, such as {@code status} or {@code ms}
 * @param volume the value; must be finite
 * @param resourceId what was measured: the host's name as Nova knows it, or {@code host/part}
 * @param metadata text only, small and constant: Ceilometer makes a resource row of every distinct value
 */
public record Measurement(
        String name,
        MeasurementType type,
        String unit,
        double volume,
        String resourceId,
        Map<String, String> metadata) {
    public Measurement {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(unit, "unit");
        if (name.isBlank() || resourceId.isBlank()) {
            throw new IllegalArgumentException(
                    "a measurement needs a name and a resource id: '" + name + "', '" + resourceId + "'");
        }
        if (!Double.isFinite(volume)) {
            throw new IllegalArgumentException("the volume of " + name + " of " + resourceId + " is " + volume);
        }
        metadata = Map.copyOf(metadata);
    }
}
