package com.umcloud.umha.testkit.simulation.world;

import java.util.Set;

/**
 * One host of a site.
 *
 * @param name the name by which the cloud knows it
 * @param zone its availability zone
 * @param rack what it shares its power feed with
 * @param aggregates names of the aggregates it belongs to
 * @param storageAddress its IP address on the storage network
 * @param managementAddress its IP address on the management network
 * @param bmcAddress the address of its BMC
 */
public record HostLayout(
        String name,
        String zone,
        String rack,
        Set<String> aggregates,
        String storageAddress,
        String managementAddress,
        String bmcAddress) {
    private static final int PER_NETWORK = 250;
    private static final int LAST = 256 * PER_NETWORK;

    public HostLayout {
        aggregates = Set.copyOf(aggregates);
    }

    /**
     * A host {@code node-NUMBER.domain.tld} with addresses of its own, in no aggregate.
     *
     * @param number 1 to 64,000
     */
    public static HostLayout numbered(int number, String zone, String rack) {
        if (number < 1 || number > LAST) {
            throw new IllegalArgumentException("hosts are numbered from 1 to " + LAST + ", not " + number);
        }
        String end = "." + (number - 1) / PER_NETWORK + "." + ((number - 1) % PER_NETWORK + 1);
        return new HostLayout(
                "node-" + number + ".domain.tld", zone, rack, Set.of(), "10.20" + end, "10.10" + end, "10.30" + end);
    }
}
