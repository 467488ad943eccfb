package com.umcloud.umha.it.openstack.bench;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/**
 * CPU seconds by who used them.
 *
 * @param program this program without the benchmark's own threads: UMHA with its agents, or the direct caller's HTTP client
 * @param cloud all processes of the cloud
 * @param other everything else on the machine, the benchmark's own threads among it
 * @param stolen by other machines on the same hardware
 * @param services the cloud's by service, such as nova-api
 */
record CpuTimes(double program, double cloud, double other, double stolen, Map<String, Double> services) {
    CpuTimes minus(CpuTimes before) {
        return together(before, (now, then) -> now - then);
    }

    /** What lies between this and a later one, at a share of the way from 0 to 1. */
    CpuTimes towards(CpuTimes later, double share) {
        return together(later, (from, to) -> from + (to - from) * share);
    }

    private CpuTimes together(CpuTimes other, DoubleBinaryOperator operator) {
        Map<String, Double> all = new TreeMap<>();
        Set<String> names = new HashSet<>(services.keySet());
        names.addAll(other.services.keySet());
        names.forEach(name -> all.put(
                name,
                operator.applyAsDouble(services.getOrDefault(name, 0.0), other.services.getOrDefault(name, 0.0))));
        return new CpuTimes(
                operator.applyAsDouble(program, other.program),
                operator.applyAsDouble(cloud, other.cloud),
                operator.applyAsDouble(this.other, other.other),
                operator.applyAsDouble(stolen, other.stolen),
                all);
    }
}
