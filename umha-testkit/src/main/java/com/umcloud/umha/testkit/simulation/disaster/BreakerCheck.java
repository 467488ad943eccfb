package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.safety.BreakerConfig;
import com.umcloud.umha.core.safety.BreakerLimits;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.ServiceOperations;
import com.umcloud.umha.testkit.openstack.nova.SimulatedService;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the breaker has to be open for what is really so: of the hosts that nobody has dealt with so many have been dead for so
 * long that every observer knows it, whichever of them their fence devices say to be off. Used by one thread.
 */
final class BreakerCheck {
    /** By then every observation that is believed shows that a host is dead. */
    private static final Duration KNOWN = Duration.ofSeconds(20);

    private final SimulatedRegion region;
    private final BreakerConfig limits;
    private final Map<String, Set<String>> groups;
    private final HostTimes times;

    /** @param groups the members of zones and aggregates that are not the whole cloud, by name */
    BreakerCheck(SimulatedRegion region, BreakerConfig limits, Map<String, Set<String>> groups, HostTimes times) {
        this.region = region;
        this.limits = limits;
        this.groups = groups;
        this.times = times;
    }

    private enum Condition {
        WELL,
        HUNG,
        OFF
    }

    /** How many hosts are counted, and how many of them hang or are off. */
    private record Count(int hosts, int hung, int off) {
        static Count of(Map<String, Condition> conditions, Set<String> members) {
            int hosts = 0;
            int hung = 0;
            int off = 0;
            for (Map.Entry<String, Condition> each : conditions.entrySet()) {
                if (members.contains(each.getKey())) {
                    hosts++;
                    hung += each.getValue() == Condition.HUNG ? 1 : 0;
                    off += each.getValue() == Condition.OFF ? 1 : 0;
                }
            }
            return new Count(hosts, hung, off);
        }

        /** Whether the breaker is open for each number of hosts whose devices do not say that they are off. */
        boolean trips(BreakerLimits limits) {
            if (hosts > 1 && hung + off == hosts) {
                return true;
            }
            double notOffLimit = Math.max(limits.poweredOnHosts(), hosts * limits.poweredOnRatio());
            double offLimit = hosts * limits.poweredOffRatio();
            boolean always = true;
            for (int unread = 0; unread <= off; unread++) {
                int read = off - unread;
                always &= hung + unread > notOffLimit || (read > 1 && read > offLimit);
            }
            return always;
        }

        @Override
        public String toString() {
            return off + " hosts are off and " + hung + " hang, of " + hosts;
        }
    }

    /** Why nobody new may be fenced where the host is; empty if somebody may be. */
    Optional<String> why(String host, Collection<Incident> incidents) {
        StandingOrders orders = region.database().standingOrders();
        boolean allListed = region.cloud().unlisted().isEmpty();
        if (orders.breaker().isPresent() || isAnyDeviceWrong() || !allListed) {
            return Optional.empty();
        }
        Map<String, Condition> conditions = conditions(incidents, orders);
        for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
            Count count = Count.of(conditions, group.getValue());
            if (group.getValue().contains(host) && count.trips(limits.zone())) {
                return Optional.of("in " + group.getKey() + " " + count);
            }
        }
        // one group that is held as such is left out of the cloud's numbers: whichever it is, they have to be too high
        Count all = Count.of(conditions, conditions.keySet());
        boolean always = all.trips(limits.cloud())
                && groups.values().stream().allMatch(left -> {
                    Set<String> elsewhere = new TreeSet<>(conditions.keySet());
                    elsewhere.removeAll(left);
                    return Count.of(conditions, elsewhere).trips(limits.cloud());
                });
        return always ? Optional.of("in the cloud " + all) : Optional.empty();
    }

    private boolean isAnyDeviceWrong() {
        for (FenceDevice device : region.site().devices()) {
            if (!device.address().equals(region.site().bmc(device.host()).address())) {
                return true;
            }
        }
        return false;
    }

    /** The hosts that count: neither dealt with by UMHA nor out of service. */
    private Map<String, Condition> conditions(Collection<Incident> incidents, StandingOrders orders) {
        Instant now = region.agenda().instant();
        Map<String, Condition> conditions = new TreeMap<>();
        for (SimulatedHost host : region.site().hosts()) {
            if (orders.maintenanceOf(host.name(), now).isEmpty()) {
                conditions.put(host.name(), condition(host, now));
            }
        }
        for (SimulatedService service : new ServiceOperations(region.nova()).all()) {
            if (service.forcedDown() || !service.enabled()) {
                conditions.remove(service.host());
            }
        }
        for (Incident incident : incidents) {
            boolean cut = incident.state().isRecovering()
                    && incident.fencing().powerOffSentAt().isPresent();
            if (cut || incident.state() == IncidentState.RECOVERED) {
                conditions.remove(incident.host());
            }
        }
        return conditions;
    }

    private Condition condition(SimulatedHost host, Instant now) {
        if (host.isAlive() || times.changedSince(host, now.minus(KNOWN))) {
            return Condition.WELL;
        }
        return host.isOn() ? Condition.HUNG : Condition.OFF;
    }
}
