package com.umcloud.umha.api.evacuate;

/**
 * What an instance needs, or a host has.
 *
 * @param vcpus virtual CPUs
 * @param memoryMb memory in MiB
 * @param diskGb disk on the host in GiB; 0 for what lies on volumes or shared storage
 */
public record Resources(long vcpus, long memoryMb, long diskGb) {
    public static final Resources NONE = new Resources(0, 0, 0);

    /** The sum of both. */
    public Resources plus(Resources other) {
        return new Resources(vcpus + other.vcpus, memoryMb + other.memoryMb, diskGb + other.diskGb);
    }

    /** What is left of this without the other; may be negative on an overcommitted host. */
    public Resources minus(Resources other) {
        return new Resources(vcpus - other.vcpus, memoryMb - other.memoryMb, diskGb - other.diskGb);
    }

    /** Whether what is needed is at most this, in each of the three. What is not needed may be overdrawn. */
    public boolean holds(Resources needed) {
        return holds(vcpus, needed.vcpus) && holds(memoryMb, needed.memoryMb) && holds(diskGb, needed.diskGb);
    }

    private static boolean holds(long available, long needed) {
        return needed <= 0 || needed <= available;
    }
}
