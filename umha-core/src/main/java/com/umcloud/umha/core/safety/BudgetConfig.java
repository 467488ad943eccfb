package com.umcloud.umha.core.safety;

/**
 * How much may be done at once, and in an hour.
 *
 * @param maximumRecoveringHosts {@code maximum_recovering_hosts}: at most so many hosts are recovered at once, from 1
 * @param maximumRecoveringHostsPerZone {@code maximum_recovering_hosts_per_zone}: the same for each zone and aggregate, from 1
 * @param minimumHealthyHosts {@code minimum_healthy_hosts}: with fewer healthy hosts nobody new is fenced; 0 for no minimum
 * @param maximumFencingsPerHour {@code maximum_fencings_per_hour}: at most so many hosts are powered off in an hour; 0 for no
 *     limit
 */
public record BudgetConfig(
        int maximumRecoveringHosts,
        int maximumRecoveringHostsPerZone,
        int minimumHealthyHosts,
        int maximumFencingsPerHour) {
    /** The defaults. */
    public static final BudgetConfig STANDARD = new BudgetConfig(3, 3, 0, 10);

    /** The same with another number of hosts that are recovered at once, in the cloud and in each zone. */
    public BudgetConfig recovering(int hosts, int hostsPerZone) {
        return new BudgetConfig(hosts, hostsPerZone, minimumHealthyHosts, maximumFencingsPerHour);
    }

    public BudgetConfig healthy(int minimum) {
        return new BudgetConfig(maximumRecoveringHosts, maximumRecoveringHostsPerZone, minimum, maximumFencingsPerHour);
    }

    public BudgetConfig fencingsPerHour(int maximum) {
        return new BudgetConfig(maximumRecoveringHosts, maximumRecoveringHostsPerZone, minimumHealthyHosts, maximum);
    }
}
