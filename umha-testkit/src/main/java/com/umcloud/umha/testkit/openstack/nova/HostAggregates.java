package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.host.SimulatedHost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Aggregates, some of which are availability zones; guarded by the lock of {@link NovaState}. */
final class HostAggregates {
    /** The zone of hosts that are in none. */
    private static final String NO_ZONE = "nova";

    private static final class Row {
        private final int id;
        private final String name;
        private final Optional<String> zone;
        private final List<String> hosts = new ArrayList<>();

        Row(int id, String name, Optional<String> zone) {
            this.id = id;
            this.name = name;
            this.zone = zone;
        }
    }

    private final Map<Integer, Row> rows = new LinkedHashMap<>();
    private final Map<String, String> zoneByHost = new HashMap<>();
    private List<SimulatedAggregate> all = List.of();

    /** The aggregates that the hosts name; one whose hosts are in a zone other than {@code nova} is that zone. */
    HostAggregates(Collection<SimulatedHost> hosts) {
        Map<String, Row> byName = new TreeMap<>();
        for (SimulatedHost host : hosts) {
            for (String name : new TreeSet<>(host.aggregates())) {
                Optional<String> zone = Optional.of(host.zone()).filter(value -> !value.equals(NO_ZONE));
                Row row = byName.computeIfAbsent(name, key -> new Row(byName.size() + 1, key, zone));
                row.hosts.add(host.name());
            }
        }
        byName.values().forEach(row -> rows.put(row.id, row));
        changed();
    }

    private void changed() {
        zoneByHost.clear();
        rows.values()
                .forEach(row ->
                        row.zone.ifPresent(zone -> row.hosts.forEach(host -> zoneByHost.putIfAbsent(host, zone))));
        all = rows.values().stream().map(HostAggregates::snapshot).toList();
    }

    /** Puts a host in, by Nova's rules (nova/compute/api.py, add_host_to_aggregate). */
    SimulatedAggregate add(String id, String host) {
        Row row = rows.values().stream()
                .filter(each -> String.valueOf(each.id).equals(id))
                .findFirst()
                .orElseThrow(() -> new NovaFault(404, "Aggregate " + id + " could not be found."));
        Optional<String> present = Optional.ofNullable(zoneByHost.get(host));
        if (row.zone.isPresent() && present.isPresent() && !present.equals(row.zone)) {
            throw new NovaFault(
                    409,
                    "Cannot add host to aggregate " + id
                            + ". Reason: One or more hosts already in availability zone(s) ['" + present.get() + "'].");
        }
        if (row.hosts.contains(host)) {
            throw new NovaFault(409, "Aggregate " + id + " already has host " + host + ".");
        }
        row.hosts.add(host);
        changed();
        return snapshot(row);
    }

    /** The same list as long as nothing changes. */
    List<SimulatedAggregate> all() {
        return all;
    }

    String zoneOf(SimulatedHost host) {
        return zoneByHost.getOrDefault(host.name(), host.zone());
    }

    private static SimulatedAggregate snapshot(Row row) {
        return new SimulatedAggregate(String.valueOf(row.id), row.name, row.zone, row.hosts);
    }
}
