package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.NovaFault;
import com.umcloud.umha.testkit.openstack.nova.ServiceOperations;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What an operator does when all is calm, so that nothing of what operators have taken upon themselves stays down: orders are
 * ended, cancelled incidents seen to, and what UMHA asks for is answered. Used by one thread.
 */
final class CalmOperator {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_RELEASES = 2;

    private final SimulatedRegion region;
    private final Chance chance;
    private final Set<String> excluded;
    private final Consumer<String> story;
    private final Map<String, Instant> said = new HashMap<>();
    private final Map<String, Integer> releases = new HashMap<>();
    private final Map<String, Boolean> repairs = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private boolean written;

    /** @param excluded hosts that UMHA leaves to their operators */
    CalmOperator(SimulatedRegion region, Chance chance, Set<String> excluded, Consumer<String> story) {
        this.region = region;
        this.chance = chance;
        this.excluded = excluded;
        this.story = story;
    }

    /** Whether nothing of what operators have said is left to be heard or ended. */
    boolean isDone() {
        StandingOrders orders = region.database().standingOrders();
        boolean waiting = region.database().words().stream()
                .anyMatch(word -> word.outcome().isEmpty());
        return orders.arming().armed() && orders.maintenance().isEmpty() && !waiting && !isAnyOut();
    }

    private boolean isAnyOut() {
        return cancelled.stream()
                .anyMatch(host ->
                        region.site().host(host).isAlive() && !MomentWatch.openIncident(region, host) && isOut(host));
    }

    /** Looks at everything once, and does what is to be done about it; called again and again. */
    void attend() {
        try {
            if (!written) {
                region.writeDownHosts();
                written = true;
                region.database().incidents().stream()
                        .filter(row -> region.documents().of(row).cancelledBy().isPresent())
                        .forEach(row -> cancelled.add(row.host()));
            }
            endOrders();
            excluded.stream()
                    .sorted()
                    .filter(host -> !region.site().host(host).isAlive())
                    .forEach(this::repair);
            OperatorTroubles.openIncidents(region).forEach(this::attend);
            putIntoService();
        } catch (UmhaException e) {
            // a step that is still under way holds what is needed: the next look does it
            story.accept("(the operator fails: " + e.getMessage() + ")");
        }
    }

    private void endOrders() {
        StandingOrders orders = region.database().standingOrders();
        if (!orders.arming().armed()) {
            story.accept("the operator arms UMHA");
            region.operator().arm();
        }
        orders.maintenance().keySet().stream().sorted().forEach(host -> {
            story.accept("the operator ends the maintenance of " + host);
            region.operator().endMaintenance(host);
        });
    }

    private void attend(Incident incident) {
        if (incident.cancelledBy().isPresent()) {
            cancelled(incident);
        } else if (incident.state() == IncidentState.EVACUATING) {
            OperatorTroubles.held(incident).forEach(this::releaseIfNowhere);
        } else if (incident.state() == IncidentState.VERIFYING) {
            confirm(incident);
        } else if (incident.state() == IncidentState.HELD && incident.reason().contains("block_period")) {
            say(OperatorWord.Kind.ACKNOWLEDGE_HOST, incident.host(), false);
        } else if (incident.state() == IncidentState.HELD && incident.reason().contains("mass failure")) {
            say(OperatorWord.Kind.ALLOW_BREAKER, "", false);
        }
    }

    /** UMHA waits for hosts that may have been hit in this one's place: where those are dead, the operator goes and looks. */
    private void confirm(Incident incident) {
        Set<String> suspects = incident.fencing().suspects();
        boolean dead = !suspects.isEmpty()
                && suspects.stream().noneMatch(host -> region.site().host(host).isAlive());
        if (dead && !region.site().host(incident.host()).isOn()) {
            say(OperatorWord.Kind.CONFIRM_OFF, incident.host(), false);
        }
    }

    /** Whoever has cancelled it either has the instances evacuated one by one, or repairs the host. */
    private void cancelled(Incident incident) {
        cancelled.add(incident.host());
        boolean repair = repairs.computeIfAbsent(
                incident.id(), id -> incident.state() != IncidentState.EVACUATING || chance.happens(0.5));
        if (repair) {
            repair(incident.host());
            return;
        }
        OperatorTroubles.held(incident).forEach(this::releaseIfNowhere);
        boolean left = OperatorTroubles.held(incident).stream()
                .anyMatch(instance -> releases.getOrDefault(instance.id(), 0) >= MOST_RELEASES);
        if (left) {
            repairs.put(incident.id(), true);
        }
    }

    private void repair(String name) {
        SimulatedHost host = region.site().host(name);
        if (!host.isOn()) {
            HostTroubles.switchOn(region, name, story);
        } else if (host.isPanicked()) {
            story.accept("the operator reboots " + name);
            region.site().reboot(name);
        }
    }

    /** Nobody releases an instance that runs somewhere. */
    private void releaseIfNowhere(InstanceRecovery instance) {
        boolean may = releases.getOrDefault(instance.id(), 0) < MOST_RELEASES;
        if (may
                && OperatorTroubles.isNowhere(region, instance.id())
                && say(OperatorWord.Kind.RELEASE_INSTANCE, instance.id(), true)) {
            releases.merge(instance.id(), 1, Integer::sum);
        }
    }

    /** Says it, unless it was said a moment ago. */
    private boolean say(OperatorWord.Kind kind, String subject, boolean destinationChecked) {
        String what = kind + " " + subject;
        Instant now = region.agenda().instant();
        Instant before = said.get(what);
        if (before != null && now.isBefore(before.plus(PAUSE))) {
            return false;
        }
        said.put(what, now);
        story.accept("the operator says " + what);
        region.operator().say(kind, subject, Optional.empty(), destinationChecked);
        return true;
    }

    /** Hosts whose incident was cancelled are repaired, and put back when they are well again. */
    private void putIntoService() {
        cancelled.stream()
                .sorted()
                .filter(host ->
                        !region.site().host(host).isAlive() && !MomentWatch.openIncident(region, host) && isOut(host))
                .forEach(this::repair);
        cancelled.stream()
                .sorted()
                .filter(host -> region.site().isUp(host) && !MomentWatch.openIncident(region, host) && isOut(host))
                .forEach(host -> {
                    try {
                        region.putIntoService(host);
                        story.accept("the operator puts " + host + " back into service");
                    } catch (NovaFault e) {
                        story.accept("(Nova refuses: " + e.getMessage() + ")");
                    }
                });
    }

    private boolean isOut(String host) {
        return new ServiceOperations(region.nova())
                .on(host)
                .map(service -> !service.enabled() || service.forcedDown())
                .orElse(false);
    }
}
