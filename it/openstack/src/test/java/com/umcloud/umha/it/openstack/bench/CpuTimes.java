package com.umcloud.umha.it.openstack.bench;

/**
 * CPU seconds by who used them.
 *
 * @param program this program without the benchmark's own threads: UMHA with its agents, or the direct caller's HTTP client
 * @param cloud all processes of the cloud
 * @param other everything else on the machine, the benchmark's own threads among it
 * @param stolen by other machines on the same hardware
 */
record CpuTimes(double program, double cloud, double other, double stolen) {
    CpuTimes minus(CpuTimes before) {
        return new CpuTimes(
                program - before.program, cloud - before.cloud, other - before.other, stolen - before.stolen);
    }

    /** What lies between this and a later one, at a share of the way from 0 to 1. */
    CpuTimes towards(CpuTimes later, double share) {
        return new CpuTimes(
                between(program, later.program, share),
                between(cloud, later.cloud, share),
                between(other, later.other, share),
                between(stolen, later.stolen, share));
    }

    private static double between(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
