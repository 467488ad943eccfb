package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.OutboxEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must be so when all is calm again. */
public final class FinalChecks {
    private static final Set<String> ON_THE_WAY = Set.of("FENCING", "VERIFYING", "ISOLATING");

    private final SimulatedRegion region;
    private final Checks checks;

    public FinalChecks(SimulatedRegion region, Checks checks) {
        this.region = region;
        this.checks = checks;
    }

    /** Whether nothing is left to be waited for. */
    public static boolean isAtRest(SimulatedRegion region) {
        boolean onTheWay = region.database().incidents().stream()
                .anyMatch(row -> row.open()
                        && (ON_THE_WAY.contains(row.state())
                                || row.state().equals("EVACUATING")
                                || region.site().host(row.host()).isAlive()));
        boolean owed = region.database().outbox().stream().anyMatch(entry -> !entry.isDelivered());
        boolean moving = region.nova().migrations().stream().anyMatch(record -> isMoving(region, record));
        boolean led = region.processors().stream()
                .anyMatch(processor -> processor.epoch().isPresent());
        boolean late = region.cloud().isAnyLate();
        return led
                && !onTheWay
                && !owed
                && !moving
                && !late
                && failedHosts(region).isEmpty();
    }

    /** What was on its way to a host that is dead stays as it is in Nova. */
    private static boolean isMoving(SimulatedRegion region, SimulatedMigration record) {
        return HostTroubles.isUnfinished(record)
                && record.updatedAt().isPresent()
                && record.destination()
                        .map(host -> region.site().host(host).isAlive())
                        .orElse(true);
    }

    public void look() {
        checks.close();
        for (OutboxEntry entry : region.database().outbox()) {
            if (!entry.isDelivered()) {
                checks.violated(
                        "a mail is still owed: " + entry.row().notification().title());
            } else if (!region.mailbox().has(entry.row().notification().id())) {
                checks.violated("a mail counts as sent and never arrived: "
                        + entry.row().notification().title());
            }
        }
        for (IncidentRow row : region.database().incidents()) {
            if (row.open() && ON_THE_WAY.contains(row.state())) {
                checks.violated("incident " + row.id() + " is still " + row.state());
            }
        }
        failedHosts(region).forEach(host -> checks.violated(host + " is dead and nobody looks after it"));
        forgotten().forEach(checks::violated);
    }

    /** Hosts that are dead, have instances, and have no incident. */
    private static Set<String> failedHosts(SimulatedRegion region) {
        Set<String> open = region.database().incidents().stream()
                .filter(IncidentRow::open)
                .map(IncidentRow::host)
                .collect(Collectors.toSet());
        Set<String> populated =
                region.nova().instances().stream().map(SimulatedInstance::host).collect(Collectors.toSet());
        return region.site().hosts().stream()
                .filter(host -> !host.isAlive())
                .map(SimulatedHost::name)
                .filter(host -> !open.contains(host) && populated.contains(host))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Instances on dead hosts of which nothing is written down. */
    private Set<String> forgotten() {
        Set<String> dead = region.site().hosts().stream()
                .filter(host -> !host.isAlive())
                .map(SimulatedHost::name)
                .collect(Collectors.toSet());
        Set<String> held = region.database().incidents().stream()
                .filter(row ->
                        row.open() && (row.state().equals("HELD") || row.state().equals("REHEARSED")))
                .map(IncidentRow::host)
                .collect(Collectors.toSet());
        Set<String> written =
                region.database().history().stream().map(HistoryRow::instanceId).collect(Collectors.toSet());
        return region.nova().instances().stream()
                .filter(instance -> dead.contains(instance.host())
                        && !held.contains(instance.host())
                        && !written.contains(instance.id()))
                .map(instance ->
                        instance.name() + " (" + instance.status() + ") on " + instance.host() + " is forgotten")
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
