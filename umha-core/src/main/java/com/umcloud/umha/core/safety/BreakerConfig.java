package com.umcloud.umha.core.safety;

import java.util.Objects;

/**
 * When many hosts are bad at once.
 *
 * @param cloud {@code breaker_powered_on_hosts}, {@code breaker_powered_on_ratio}, {@code breaker_powered_off_ratio}
 * @param zone the same keys with {@code _per_zone}: for each availability zone and each aggregate
 */
public record BreakerConfig(BreakerLimits cloud, BreakerLimits zone) {
    /** The defaults. */
    public static final BreakerConfig STANDARD = new BreakerConfig(BreakerLimits.CLOUD, BreakerLimits.ZONE);

    public BreakerConfig {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(zone, "zone");
    }
}
