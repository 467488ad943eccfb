package com.umcloud.umha.core.safety;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All hosts at a glance, for the gates that look beyond one host. Hosts whose recovery is finished count as neither bad nor
 * present: they wait for repair.
 *
 * @param cloud the whole cloud; a zone or aggregate that is held as such is left out of its numbers
 * @param groups zones and aggregates that are not the whole cloud
 * @param healthy how many hosts are in service for the cloud and up, well, and without an incident
 * @param cuts which hosts were powered off lately
 * @param blind why the observer does not trust itself; empty if it does
 * @param storageReached whether the newest samples of some host have said for a while that it reaches its storage
 * @param notCalmUntil until when a limit that was exceeded keeps fencing back, by the name of its group, or of the limit
 */
public record Fleet(
        HostGroup cloud,
        List<HostGroup> groups,
        int healthy,
        RecentCuts cuts,
        Optional<String> blind,
        boolean storageReached,
        Map<String, Instant> notCalmUntil) {
    /** The name by which {@code minimum_healthy_hosts} is known to {@code notCalmUntil}. */
    public static final String MINIMUM_HEALTHY = "minimum_healthy_hosts";

    public Fleet {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(cuts, "cuts");
        Objects.requireNonNull(blind, "blind");
        groups = List.copyOf(groups);
        notCalmUntil = Map.copyOf(notCalmUntil);
    }

    /** The same fleet after other recoveries began or ended. */
    public Fleet recovering(Set<String> hosts, int pendingCuts) {
        return new Fleet(
                cloud.recovering(hosts),
                groups.stream().map(group -> group.recovering(hosts)).toList(),
                healthy,
                new RecentCuts(cuts.at(), pendingCuts),
                blind,
                storageReached,
                notCalmUntil);
    }

    public Fleet notCalm(Map<String, Instant> until) {
        return new Fleet(cloud, groups, healthy, cuts, blind, storageReached, until);
    }

    /** The cloud, and the zones and aggregates that the host belongs to. */
    public List<HostGroup> around(String host) {
        List<HostGroup> around = new ArrayList<>();
        around.add(cloud);
        for (HostGroup group : groups) {
            if (group.members().contains(host)) {
                around.add(group);
            }
        }
        return around;
    }
}
