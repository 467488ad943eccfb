package com.umcloud.umha.core.telemetry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One Ceilometer sample, with the values it has on the wire. A value that Ceilometer allows to be missing is null here.
 *
 * @param source usually {@code openstack}
 * @param name meter name ({@code counter_name})
 * @param type {@code gauge}, {@code delta} or {@code cumulative}; not checked, as Ceilometer does not
 * @param unit free text
 * @param volume the value; null as a sender may send nil
 * @param resourceId what was measured
 * @param timestamp the sender's text: ISO 8601, UTC when no zone is given
 * @param metadata text, numbers, booleans, null, maps and lists, in the sender's order
 * @param messageId a UUID as text
 */
public record Sample(
        @Nullable String source,
        String name,
        @Nullable String type,
        @Nullable String unit,
        @Nullable Double volume,
        @Nullable String userId,
        @Nullable String projectId,
        String resourceId,
        @Nullable String timestamp,
        Map<String, @Nullable Object> metadata,
        String messageId) {
    public Sample {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(resourceId, "resourceId");
        Objects.requireNonNull(messageId, "messageId");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
