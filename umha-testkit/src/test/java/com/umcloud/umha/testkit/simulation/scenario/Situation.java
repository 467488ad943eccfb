package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.cloud.StateEvacuator;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.world.HostLayout;
import com.umcloud.umha.testkit.simulation.world.SiteLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How things stand, in lines that a person can read. */
final class Situation {
    private Situation() {}

    static List<String> beginning(Scenario scenario) {
        SiteLayout site = scenario.site();
        List<String> lines = new ArrayList<>();
        lines.add("In the beginning");
        Map<String, List<String>> byPlace = new TreeMap<>();
        for (HostLayout host : site.hosts()) {
            byPlace.computeIfAbsent(host.zone() + ", " + host.rack(), key -> new ArrayList<>())
                    .add(host.name());
        }
        byPlace.forEach((place, hosts) -> lines.add("  " + place + ": " + String.join(", ", hosts)));
        lines.add("  " + String.join(", ", site.controllers()));
        if (site.samplesOverStorage()) {
            lines.add("  agents send over the storage network");
        }
        for (SimulatedInstance each : scenario.instances()) {
            lines.add("  " + each.name() + " " + each.status() + " on " + each.host()
                    + (each.volumeBacked() ? ", on a volume" : "")
                    + (each.locked() ? ", locked" : "")
                    + (each.metadata().isEmpty() ? "" : ", " + new TreeMap<>(each.metadata())));
        }
        scenario.settings().forEach((key, value) -> lines.add("  " + key + " = " + value));
        return lines;
    }

    static List<String> end(SimulatedRegion region) {
        List<String> lines = new ArrayList<>();
        lines.add("In the end");
        Map<String, ComputeHost> services = new StateEvacuator(region.nova(), region.agenda())
                .hosts(Duration.ofSeconds(1)).stream().collect(Collectors.toMap(ComputeHost::name, host -> host));
        for (SimulatedHost host : region.site().hosts()) {
            lines.add("  " + host.name() + " " + power(host) + service(services.get(host.name())));
        }
        for (SimulatedInstance each : region.nova().instances()) {
            lines.add("  " + each.name() + " " + each.status()
                    + each.taskState().map(task -> " (" + task + ")").orElse("") + " on " + each.host()
                    + runs(region, each) + evacuations(region, each.id()));
        }
        for (IncidentRow row : region.database().incidents()) {
            lines.add("  incident of " + row.host() + ": " + row.state() + (row.open() ? ", open" : ""));
            for (HistoryRow instance : region.database().history()) {
                if (instance.incidentId().equals(row.id())) {
                    lines.add("    " + instance.instanceName() + " " + instance.outcome()
                            + (instance.detail().isEmpty() ? "" : ": " + instance.detail()));
                }
            }
        }
        return lines;
    }

    private static String power(SimulatedHost host) {
        if (!host.isOn()) {
            return "is off";
        }
        return host.isPanicked() ? "hangs" : "is on";
    }

    private static String service(@Nullable ComputeHost service) {
        if (service == null) {
            return ", unknown to Nova";
        }
        return (service.serviceUp() ? ", up" : ", down")
                + (service.forcedDown() ? ", forced down" : "")
                + (service.enabled() ? "" : ", disabled: " + service.disabledReason());
    }

    private static String runs(SimulatedRegion region, SimulatedInstance instance) {
        List<String> where = region.site().hosts().stream()
                .filter(host -> host.runs(instance.id()))
                .map(SimulatedHost::name)
                .toList();
        if (where.isEmpty()) {
            return ", runs nowhere";
        }
        return where.equals(List.of(instance.host())) ? ", runs" : ", runs on " + String.join(" and ", where);
    }

    private static String evacuations(SimulatedRegion region, String instanceId) {
        long number = region.cloud().journal().evacuations().stream()
                .filter(effect -> effect.instanceId().equals(instanceId))
                .count();
        return number == 0 ? "" : ", evacuated " + (number == 1 ? "once" : number + " times");
    }
}
