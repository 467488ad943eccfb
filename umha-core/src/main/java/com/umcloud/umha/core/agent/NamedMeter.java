package com.umcloud.umha.core.agent;

import com.umcloud.umha.api.meter.Meter;
import java.util.Objects;

/**
 * A meter with the name of its factory.
 *
 * @param name as the pipeline file lists it; the names of its measurements begin with it
 * @param meter belongs to the agent that it is given to
 */
public record NamedMeter(String name, Meter meter) {
    public NamedMeter {
        Objects.requireNonNull(meter, "meter");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a meter needs a name");
        }
    }
}
