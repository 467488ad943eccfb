package com.umcloud.umha.core.observation;

import java.time.Duration;
import java.util.List;

/**
 * How hosts are watched: section {@code [observer]} and the guide's keys.
 *
 * @param sampleInterval {@code [time] sample_interval}, seconds: one observation of each signal per host and interval
 * @param checkInterval {@code [time] ha_check_interval}, seconds: the longest time between two assessments of a host
 * @param pingCount {@code [DEFAULT] ping_count}: tries when a silent host is asked for a sign of life
 * @param probe {@code probe}: {@code icmp} or {@code tcp:PORT}
 * @param probeLimit {@code probe_limit}: how long one such check may take
 * @param storageServers {@code storage_servers}: addresses on the storage network that must answer the controller before
 *     another host's silence there means anything
 * @param deviceCheckInterval {@code device_check_interval}: how often the device of a live host is checked to be its own
 * @param reportInterval how often a compute service reports to the cloud ({@code report_interval})
 * @param agentDeadline how long a call of a fence agent may take ({@code fence_limit})
 * @param cloudDeadline how long a call to the cloud may take ({@code cloud_limit})
 */
public record ObservationConfig(
        Duration sampleInterval,
        Duration checkInterval,
        int pingCount,
        String probe,
        Duration probeLimit,
        List<String> storageServers,
        Duration deviceCheckInterval,
        Duration reportInterval,
        Duration agentDeadline,
        Duration cloudDeadline) {
    public ObservationConfig {
        storageServers = List.copyOf(storageServers);
    }
}
