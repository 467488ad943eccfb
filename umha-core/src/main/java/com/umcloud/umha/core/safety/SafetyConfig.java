package com.umcloud.umha.core.safety;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What has to hold before UMHA acts: section {@code [safety]} and the guide's switches.
 *
 * @param reallyEvacuate {@code [DEFAULT] really_evacuate}; false: everything is decided and told, nothing is done
 * @param hasIpmi {@code [DEFAULT] has_IPMI}
 * @param forceEvacuateWhenIpmiUnknown {@code [DEFAULT] force_evacuate_when_ipmi_unknown}
 * @param breaker when too many hosts are bad at once
 * @param budget how much may be done at once, and in an hour
 * @param coolDown {@code cool_down}: how long a limit that was exceeded has to be kept before anybody new is fenced
 * @param blockPeriod {@code block_period}: one automatic fencing per host within it
 * @param excludedHosts {@code excluded_hosts}: never fenced
 */
public record SafetyConfig(
        boolean reallyEvacuate,
        boolean hasIpmi,
        boolean forceEvacuateWhenIpmiUnknown,
        BreakerConfig breaker,
        BudgetConfig budget,
        Duration coolDown,
        Duration blockPeriod,
        Set<String> excludedHosts) {
    /** The defaults, and {@code really_evacuate = true}. */
    public static final SafetyConfig ACTING = new SafetyConfig(
            true,
            true,
            false,
            BreakerConfig.STANDARD,
            BudgetConfig.STANDARD,
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Set.of());

    public SafetyConfig {
        Objects.requireNonNull(breaker, "breaker");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(coolDown, "coolDown");
        Objects.requireNonNull(blockPeriod, "blockPeriod");
        excludedHosts = Set.copyOf(excludedHosts);
    }

    public SafetyConfig withReallyEvacuate(boolean really) {
        return switches(really, hasIpmi, forceEvacuateWhenIpmiUnknown);
    }

    public SafetyConfig withHasIpmi(boolean has) {
        return switches(reallyEvacuate, has, forceEvacuateWhenIpmiUnknown);
    }

    public SafetyConfig withForced(boolean forced) {
        return switches(reallyEvacuate, hasIpmi, forced);
    }

    private SafetyConfig switches(boolean really, boolean has, boolean forced) {
        return new SafetyConfig(really, has, forced, breaker, budget, coolDown, blockPeriod, excludedHosts);
    }

    public SafetyConfig withBreaker(BreakerConfig other) {
        return limits(other, budget);
    }

    public SafetyConfig withBudget(BudgetConfig other) {
        return limits(breaker, other);
    }

    private SafetyConfig limits(BreakerConfig otherBreaker, BudgetConfig otherBudget) {
        return new SafetyConfig(
                reallyEvacuate,
                hasIpmi,
                forceEvacuateWhenIpmiUnknown,
                otherBreaker,
                otherBudget,
                coolDown,
                blockPeriod,
                excludedHosts);
    }

    public SafetyConfig withTimes(Duration otherCoolDown, Duration otherBlockPeriod) {
        return new SafetyConfig(
                reallyEvacuate,
                hasIpmi,
                forceEvacuateWhenIpmiUnknown,
                breaker,
                budget,
                otherCoolDown,
                otherBlockPeriod,
                excludedHosts);
    }

    public SafetyConfig withExcludedHosts(Set<String> hosts) {
        return new SafetyConfig(
                reallyEvacuate, hasIpmi, forceEvacuateWhenIpmiUnknown, breaker, budget, coolDown, blockPeriod, hosts);
    }
}
