package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What operators tell UMHA, at any moment. They say nothing that is not so when they say it. */
final class OperatorTroubles {
    private OperatorTroubles() {}

    // ---- orders ----

    /** A live host, which may fail then, or one that has failed already. */
    static void maintenance(Storm storm) {
        if (storm.chance().happens(0.4)) {
            storm.await(() ->
                    any(storm, openIncidents(storm.region())).map(incident -> () -> maintain(storm, incident.host())));
            return;
        }
        String host = storm.anyLiveHost();
        maintain(storm, host);
        if (storm.chance().happens(0.7)) {
            storm.later(Duration.ofSeconds(6), Duration.ofSeconds(40), () -> HostTroubles.fails(storm, host));
        }
    }

    private static void maintain(Storm storm, String host) {
        Duration time = storm.chance().between(Duration.ofSeconds(20), Duration.ofSeconds(200));
        if (storm.chance().happens(0.5)) {
            storm.tell("an operator takes " + host + " into maintenance for " + time.toSeconds() + " s");
            storm.operator(operator -> operator.beginMaintenance(host, Optional.of(time)));
        } else {
            storm.operator(operator -> operator.beginMaintenance(host, Optional.empty()));
            storm.lasts(
                    host + " is in maintenance",
                    time,
                    time,
                    () -> storm.operator(operator -> operator.endMaintenance(host)));
        }
    }

    /** At any moment, or in the middle of a recovery. */
    static void disarmed(Storm storm) {
        boolean finish = storm.chance().happens(0.4);
        if (storm.chance().happens(0.5)) {
            disarm(storm, finish);
        } else {
            storm.await(() -> MomentWatch.isRecovering(storm.region())
                    ? Optional.of(() -> disarm(storm, finish))
                    : Optional.empty());
        }
    }

    private static void disarm(Storm storm, boolean finish) {
        storm.operator(operator -> operator.disarm(finish));
        storm.lasts(
                "UMHA is disarmed" + (finish ? ", with --finish" : ""),
                () -> storm.operator(operator -> operator.arm()));
        if (storm.chance().happens(0.4)) {
            storm.later(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    () -> HostTroubles.fails(storm, storm.anyLiveHost()));
        }
    }

    // ---- words ----

    /** Somebody has looked, and says the truth. */
    static void confirmsOff(Storm storm) {
        storm.await(() -> any(storm, off(storm)).map(incident -> () -> confirm(storm, incident)));
    }

    /** It is so when it is said. Nobody hears it for a while, in which somebody switches the host on. */
    static void confirmsTooLate(Storm storm) {
        storm.await(() -> any(storm, off(storm)).map(incident -> () -> {
            Duration deaf = storm.chance().between(Duration.ofSeconds(3), Duration.ofSeconds(25));
            storm.region().processors().stream()
                    .filter(SimulatedProcessor::isRunning)
                    .forEach(processor -> processor.pause(deaf));
            storm.tell("all processors stand still for " + deaf.toSeconds() + " s");
            confirm(storm, incident);
            String host = incident.host();
            storm.later(Duration.ofMillis(500), deaf, () -> HostTroubles.switchOn(storm, host));
        }));
    }

    private static List<Incident> off(Storm storm) {
        return openIncidents(storm.region()).stream()
                .filter(incident -> incident.state() != IncidentState.RECOVERED
                        && !storm.region().site().host(incident.host()).isOn())
                .toList();
    }

    private static void confirm(Storm storm, Incident incident) {
        storm.says(OperatorWord.Kind.CONFIRM_OFF, incident.host(), Optional.of(incident.id()), false);
    }

    static void cancels(Storm storm) {
        boolean cut = storm.chance().happens(0.6);
        Predicate<Incident> wanted = cut
                ? incident -> incident.state().isRecovering() && incident.state() != IncidentState.FENCING
                : incident -> incident.state() == IncidentState.HELD || incident.state() == IncidentState.REHEARSED;
        storm.await(() -> any(
                        storm,
                        openIncidents(storm.region()).stream()
                                .filter(incident -> incident.cancelledBy().isEmpty())
                                .filter(wanted)
                                .toList())
                .map(incident ->
                        () -> storm.says(OperatorWord.Kind.CANCEL_INCIDENT, incident.id(), Optional.empty(), false)));
    }

    static void releases(Storm storm) {
        storm.await(() -> any(
                        storm,
                        openIncidents(storm.region()).stream()
                                .flatMap(incident -> held(incident).stream())
                                .toList())
                .map(instance -> () -> release(storm, instance.id())));
        if (storm.chance().happens(0.8)) {
            storm.later(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20),
                    () -> storm.attempt(() -> CloudTroubles.migration(storm, 1).ifPresent(Runnable::run)));
        }
    }

    private static void release(Storm storm, String instanceId) {
        boolean checked = isNowhere(storm.region(), instanceId);
        storm.says(OperatorWord.Kind.RELEASE_INSTANCE, instanceId, Optional.empty(), checked);
    }

    /** A host that has come back fails again; whoever knows of it lets it be fenced again. */
    static void acknowledges(Storm storm) {
        storm.await(() -> any(storm, heldBy(storm.region(), "block_period"))
                .<Runnable>map(incident -> () ->
                        storm.says(OperatorWord.Kind.ACKNOWLEDGE_HOST, incident.host(), Optional.empty(), false)));
        if (storm.chance().happens(0.8)) {
            String host = storm.anyLiveHost();
            HostTroubles.hangs(storm, host);
            comesBack(storm, host);
        }
        failsAgain(storm);
    }

    /** Somebody switches it on as soon as its instances run elsewhere. */
    static void comesBack(Storm storm, String host) {
        storm.later(Duration.ofSeconds(2), Duration.ofSeconds(2), () -> {
            boolean recovered = openIncidents(storm.region()).stream()
                    .anyMatch(incident -> incident.host().equals(host) && incident.state() == IncidentState.RECOVERED);
            if (recovered && !storm.region().site().host(host).isOn()) {
                HostTroubles.switchOn(storm, host);
            } else {
                comesBack(storm, host);
            }
        });
    }

    private static void failsAgain(Storm storm) {
        storm.later(Duration.ofSeconds(5), Duration.ofSeconds(5), () -> {
            List<String> returned = storm.region().database().incidents().stream()
                    .filter(row -> row.state().equals("CLOSED"))
                    .map(storm.region().documents()::of)
                    .filter(incident -> incident.fencing().powerOffSentAt().isPresent())
                    .map(Incident::host)
                    .filter(host -> storm.region().site().isUp(host) && !MomentWatch.openIncident(storm.region(), host))
                    .toList();
            if (returned.isEmpty()) {
                failsAgain(storm);
            } else {
                HostTroubles.fails(storm, storm.chance().oneOf(returned));
            }
        });
    }

    static void allowsBreaker(Storm storm) {
        storm.await(() -> any(storm, heldBy(storm.region(), "mass failure"))
                .map(incident -> () -> storm.says(OperatorWord.Kind.ALLOW_BREAKER, "", Optional.empty(), false)));
        for (int i = storm.chance().between(2, 4); i > 0; i--) {
            storm.later(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    () -> HostTroubles.fails(storm, storm.anyLiveHost()));
        }
    }

    // ---- what operators look at ----

    private static <T> Optional<T> any(Storm storm, List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(storm.chance().oneOf(all));
    }

    /** All open incidents, oldest first. */
    static List<Incident> openIncidents(SimulatedRegion region) {
        return region.database().incidents().stream()
                .filter(IncidentRow::open)
                .map(region.documents()::of)
                .toList();
    }

    /** Incidents that have not begun, for a reason in which that is said. */
    static List<Incident> heldBy(SimulatedRegion region, String why) {
        return openIncidents(region).stream()
                .filter(incident -> incident.state() == IncidentState.HELD
                        && incident.reason().contains(why))
                .toList();
    }

    /** The instances of an incident that wait for somebody's decision or for something else to end. */
    static List<InstanceRecovery> held(Incident incident) {
        return incident.instances().stream()
                .filter(instance -> instance.state() == InstanceState.HELD)
                .toList();
    }

    /** What somebody finds who looks on all hosts: it runs on none, and none is about to build it or to take it over. */
    static boolean isNowhere(SimulatedRegion region, String instanceId) {
        Optional<String> on = region.nova().instance(instanceId).map(SimulatedInstance::host);
        // a record that was closed with its instance still there may be taken on yet
        boolean comes = region.nova().migrations().stream()
                .filter(record -> record.instanceId().equals(instanceId)
                        && (HostTroubles.isUnfinished(record)
                                || (record.status().equals("completed") && on.equals(Optional.of(record.source())))))
                .anyMatch(record -> record.type().equals("evacuation")
                        ? record.destination()
                                .filter(host -> region.site().host(host).isOn())
                                .isPresent()
                        : region.site().host(record.source()).isOn());
        return !comes && !region.nova().isBeingEvacuated(instanceId) && runsNowhere(region, instanceId);
    }

    static boolean runsNowhere(SimulatedRegion region, String instanceId) {
        return region.site().hosts().stream().noneMatch(host -> host.runs(instanceId));
    }
}
