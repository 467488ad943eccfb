package com.umcloud.umha.testkit.openstack.nova;

import java.util.Map;

/**
 * A flavor.
 *
 * @param id its id
 * @param name its name
 * @param vcpus virtual CPUs
 * @param memoryMb memory in MiB
 * @param diskGb root disk in GiB
 * @param ephemeralGb further disk on the host in GiB
 * @param swapMb swap disk on the host in MiB
 * @param extraSpecs its extra specs
 */
public record SimulatedFlavor(
        String id,
        String name,
        int vcpus,
        int memoryMb,
        int diskGb,
        int ephemeralGb,
        int swapMb,
        Map<String, String> extraSpecs) {
    /** What instances have when nothing else is said: one of everything that is counted, 512 MiB. */
    public static final SimulatedFlavor TINY = new SimulatedFlavor("1", "tiny", 1, 512, 1, 0, 0, Map.of());

    public SimulatedFlavor {
        extraSpecs = Map.copyOf(extraSpecs);
    }

    /** What an instance takes of its host's disk, in GiB. */
    public int hostDiskGb(boolean volumeBacked) {
        return (volumeBacked ? 0 : diskGb) + ephemeralGb + (swapMb + 1023) / 1024;
    }
}
