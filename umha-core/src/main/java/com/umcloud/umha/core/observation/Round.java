package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.safety.StandingOrders;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One observation of every host.
 *
 * @param at the end of the interval, in steady time
 * @param cloud the hosts as the cloud listed them, by name; what was last known if it did not answer
 * @param cloudReadAt when the list was asked for, in steady time; empty if none was read yet
 * @param storageAddresses at which the hosts were probed, or would have been, by host
 * @param observations by host
 * @param reportAdvanced hosts whose report to the cloud advanced since they fell silent
 * @param reportAwaited hosts whose next report to the cloud was not late yet when the cloud was last read
 * @param reportedAfter a time after which the compute service certainly reported to the cloud, in steady time, by host; hosts
 *     of which no report was seen to come in are missing
 * @param devices what is known about the fence devices, by host
 * @param withDevice hosts for which a fence device is loaded, by exactly the names under which they are
 * @param signs signs of life other than samples, by host
 * @param databaseAnswers whether the database could be read for it
 * @param blind why this observer does not trust its own view; empty if it does
 * @param said what operators have said, as the database had it shortly before
 */
public record Round(
        Instant at,
        Map<String, ComputeHost> cloud,
        Optional<Instant> cloudReadAt,
        Map<String, String> storageAddresses,
        Map<String, Observation> observations,
        Set<String> reportAdvanced,
        Set<String> reportAwaited,
        Map<String, Instant> reportedAfter,
        Map<String, DeviceCheck> devices,
        Set<String> withDevice,
        Map<String, List<IncidentEvent.SignOfLife>> signs,
        boolean databaseAnswers,
        Optional<String> blind,
        OperatorView.Said said) {
    public Round {
        cloud = inTheirOrder(cloud);
        Objects.requireNonNull(cloudReadAt, "cloudReadAt");
        storageAddresses = Map.copyOf(storageAddresses);
        observations = inTheirOrder(observations);
        reportAdvanced = Set.copyOf(reportAdvanced);
        reportAwaited = Set.copyOf(reportAwaited);
        reportedAfter = Map.copyOf(reportedAfter);
        devices = inTheirOrder(devices);
        withDevice = Set.copyOf(withDevice);
        signs = inTheirOrder(signs);
        Objects.requireNonNull(said, "said");
    }

    /** What is gone through is gone through in the same order by every processor, so that all of them decide alike. */
    private static <V> Map<String, V> inTheirOrder(Map<String, V> byHost) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(byHost));
    }

    /** The storage addresses of hosts that are probed by their names. */
    public static Map<String, String> byTheirNames(Set<String> hosts) {
        return hosts.stream().collect(Collectors.toMap(host -> host, host -> host));
    }

    /** A round for which the cloud was read, in which every host is probed by its name, every host of the cloud has a device, nobody's report is awaited and no operator has said anything. */
    public Round(
            Instant at,
            Map<String, ComputeHost> cloud,
            Map<String, Observation> observations,
            Set<String> reportAdvanced,
            Map<String, Instant> reportedAfter,
            Map<String, DeviceCheck> devices,
            Map<String, List<IncidentEvent.SignOfLife>> signs,
            boolean databaseAnswers,
            Optional<String> blind) {
        this(
                at,
                cloud,
                Optional.of(at),
                byTheirNames(observations.keySet()),
                observations,
                reportAdvanced,
                Set.of(),
                reportedAfter,
                devices,
                cloud.keySet(),
                signs,
                databaseAnswers,
                blind,
                new OperatorView.Said(StandingOrders.NONE, List.of()));
    }
}
