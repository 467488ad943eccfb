package com.umcloud.umha.core.placement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code [placement]}: where evacuated instances go.
 *
 * @param spread {@code spread_destinations}: destinations are named in turn, as far as the scheduler would allow them; off
 *     leaves every choice to the scheduler
 * @param destination {@code destination}: the host that all go to; empty for none
 * @param reservedHosts {@code reserved_hosts}: kept disabled for the day when they are needed
 * @param concurrentInCloud {@code concurrent_evacuations_in_cloud}: calls in flight at once for all failed hosts, from 1
 * @param concurrentPerDestination {@code concurrent_evacuations_per_destination}: at once on their way to one host, from 1
 * @param forecastInterval {@code forecast_interval}: how often it is told whether the hosts could do without one of them
 * @param capacityInterval {@code capacity_interval}: how often the hosts' free resources are read
 */
public record PlacementConfig(
        boolean spread,
        Optional<String> destination,
        List<String> reservedHosts,
        int concurrentInCloud,
        int concurrentPerDestination,
        Duration forecastInterval,
        Duration capacityInterval) {
    /** The scheduler chooses. */
    public static final PlacementConfig SCHEDULER = new PlacementConfig(
            false, Optional.empty(), List.of(), 1000, 1000, Duration.ofHours(24), Duration.ofMinutes(5));

    public PlacementConfig {
        reservedHosts = List.copyOf(reservedHosts);
    }
}
