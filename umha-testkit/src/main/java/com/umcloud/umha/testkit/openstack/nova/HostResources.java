package com.umcloud.umha.testkit.openstack.nova;

/**
 * What a host has, as its compute service reports it to Nova and Placement.
 *
 * @param vcpus physical threads
 * @param cpuRatio how often each is given away
 * @param memoryMb memory in MiB
 * @param reservedMemoryMb what of it is kept for the host
 * @param memoryRatio how often the rest is given away
 * @param diskGb disk in GiB
 * @param diskRatio how often it is given away
 */
public record HostResources(
        int vcpus,
        double cpuRatio,
        int memoryMb,
        int reservedMemoryMb,
        double memoryRatio,
        int diskGb,
        double diskRatio) {
    /** Room for so many instances of the flavor {@link SimulatedFlavor#TINY}. */
    public static HostResources forInstances(int number) {
        return new HostResources(number, 1.0, 512 * number + 512, 512, 1.0, number, 1.0);
    }
}
