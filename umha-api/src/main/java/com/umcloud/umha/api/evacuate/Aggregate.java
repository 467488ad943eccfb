package com.umcloud.umha.api.evacuate;

import java.util.Map;
import java.util.Objects;

/**
 * A host aggregate.
 *
 * @param name its name
 * @param metadata its metadata; the key {@code availability_zone} makes it a zone
 */
public record Aggregate(String name, Map<String, String> metadata) {
    public Aggregate {
        Objects.requireNonNull(name, "name");
        metadata = Map.copyOf(metadata);
    }
}
