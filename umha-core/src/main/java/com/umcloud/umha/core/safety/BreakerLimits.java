package com.umcloud.umha.core.safety;

/**
 * How many hosts of the cloud, or of one zone or aggregate, may be bad at once before nobody new is fenced in it.
 *
 * @param poweredOnHosts with more than max(this, the ratio) bad hosts that do not read off the breaker opens
 * @param poweredOnRatio the same as a share of its hosts, 0 to 1
 * @param poweredOffRatio with more than this share of its hosts off, and more than one, the breaker opens; 0 to 1
 */
public record BreakerLimits(int poweredOnHosts, double poweredOnRatio, double poweredOffRatio) {
    /** For the cloud: what {@code [safety] breaker_powered_on_hosts} and its neighbours say by default. */
    public static final BreakerLimits CLOUD = new BreakerLimits(2, 0.1, 0.3);

    /** For one zone or aggregate: what the keys with {@code _per_zone} say by default. Small groups are full sooner. */
    public static final BreakerLimits ZONE = new BreakerLimits(2, 0.25, 0.5);
}
