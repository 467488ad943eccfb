package com.umcloud.umha.core.safety;

import java.util.Objects;
import java.util.Set;

/**
 * Hosts that may fail together, counted: the whole cloud, an availability zone, an aggregate.
 *
 * @param name as it is told: {@link #CLOUD}, {@code zone az1}, {@code aggregate rack-7}
 * @param members all that belong to it, also those that are not counted
 * @param hosts how many are counted: neither dealt with by UMHA nor out of service
 * @param badNotOff how many of those are bad by their newest observation and do not read off
 * @param off how many of those read off
 * @param recovering how many members are being recovered
 */
public record HostGroup(String name, Set<String> members, int hosts, int badNotOff, int off, int recovering) {
    /** The name of the group that everybody belongs to. */
    public static final String CLOUD = "the cloud";

    public HostGroup {
        Objects.requireNonNull(name, "name");
        members = Set.copyOf(members);
    }

    /** The same group while these hosts are being recovered; each counts in the cloud, also one that is not observed now. */
    public HostGroup recovering(Set<String> all) {
        int count = 0;
        for (String host : all) {
            count += isCloud() || members.contains(host) ? 1 : 0;
        }
        return count == recovering ? this : new HostGroup(name, members, hosts, badNotOff, off, count);
    }

    boolean isCloud() {
        return name.equals(CLOUD);
    }
}
