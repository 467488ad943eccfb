package com.umcloud.umha.core.safety;

import java.time.Duration;
import java.util.Set;

/**
 * What has to hold before UMHA acts: section {@code [safety]} and the guide's switches.
 *
 * @param reallyEvacuate {@code [DEFAULT] really_evacuate}; false: everything is decided and told, nothing is done
 * @param hasIpmi {@code [DEFAULT] has_IPMI}
 * @param forceEvacuateWhenIpmiUnknown {@code [DEFAULT] force_evacuate_when_ipmi_unknown}
 * @param maximumRecoveringHosts {@code maximum_recovering_hosts}: at most so many hosts are recovered at once, from 1
 * @param breakerPoweredOnHosts {@code breaker_powered_on_hosts}: with more than max(this, the ratio) bad hosts that are not
 *     off nobody new is fenced
 * @param breakerPoweredOnRatio {@code breaker_powered_on_ratio}, 0 to 1
 * @param breakerPoweredOffRatio {@code breaker_powered_off_ratio}: with more than this share of hosts off nobody new is
 *     fenced, 0 to 1
 * @param coolDown {@code cool_down}: how long it has to be calm after the breaker tripped
 * @param blockPeriod {@code block_period}: one automatic fencing per host within it
 * @param excludedHosts {@code excluded_hosts}: never fenced
 */
public record SafetyConfig(
        boolean reallyEvacuate,
        boolean hasIpmi,
        boolean forceEvacuateWhenIpmiUnknown,
        int maximumRecoveringHosts,
        int breakerPoweredOnHosts,
        double breakerPoweredOnRatio,
        double breakerPoweredOffRatio,
        Duration coolDown,
        Duration blockPeriod,
        Set<String> excludedHosts) {
    public SafetyConfig {
        excludedHosts = Set.copyOf(excludedHosts);
    }
}
