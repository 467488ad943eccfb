package com.umcloud.umha.api.evacuate;

import java.util.Objects;

/**
 * What a host can take and has taken.
 *
 * @param host the exact name
 * @param total what the scheduler may give away: without the reserved part, times the allocation ratio
 * @param used what is given away
 */
public record HostCapacity(String host, Resources total, Resources used) {
    public HostCapacity {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(used, "used");
    }

    public Resources free() {
        return total.minus(used);
    }
}
