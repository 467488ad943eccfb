package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a compute service does when it starts (nova/compute/manager.py, init_host); under the state's lock. */
final class ComputeStart {
    private static final Set<String> EVACUATED = Set.of("accepted", "pre-migrating", "done");
    private static final Set<String> RUNNING = Set.of("active", "resized");

    private final NovaState nova;
    private final ComputeService service;
    private final Instant at;

    ComputeStart(NovaState nova, ComputeService service, Instant at) {
        this.nova = nova;
        this.service = service;
        this.at = at;
    }

    void run() {
        service.cleanupDue = false;
        Set<String> evacuated = destroyEvacuated();
        nova.servers().stream()
                .filter(server -> server.isOn(service.host.name()))
                .toList()
                .forEach(this::settle);
        resumeGuests(evacuated);
        service.atRest.stream().filter(this::isToRun).forEach(service.host::startGuest);
        service.atRest.clear();
    }

    /** Whatever was to leave is destroyed here, also if it never arrived elsewhere. */
    private Set<String> destroyEvacuated() {
        Set<String> evacuated = new HashSet<>();
        for (SimulatedMigration migration : List.copyOf(nova.records())) {
            if (migration.source().equals(service.host.name())
                    && migration.type().equals("evacuation")
                    && EVACUATED.contains(migration.status())) {
                service.host.destroyGuest(migration.instanceId());
                service.atRest.remove(migration.instanceId());
                nova.change(migration.number(), "completed", migration.destination(), at);
                evacuated.add(migration.instanceId());
            }
        }
        return evacuated;
    }

    /** What should run here and was stopped by the loss of power runs again. */
    private void resumeGuests(Set<String> evacuated) {
        nova.servers().stream()
                .filter(server -> server.isOn(service.host.name()))
                .filter(server -> server.vmState.equals("active") && server.taskState == null)
                .filter(server -> !evacuated.contains(server.id))
                .forEach(server -> service.host.resumeGuest(server.id));
    }

    /** What was under way with an instance when the service ended (_init_instance). */
    private void settle(Server server) {
        if (server.vmState.equals("building")) {
            server.become("error", null, at);
            return;
        }
        switch (server.taskState == null ? "" : server.taskState) {
            case "rebuilding", "rebuild_spawning" -> {
                if (Set.of("active", "stopped").contains(server.vmState)) {
                    server.become("error", null, at);
                }
            }
            case "deleting", "soft-deleting" -> nova.remove(server, at);
            case "powering-off" -> {
                service.host.destroyGuest(server.id);
                server.become("stopped", null, at);
            }
            case "rebooting", "rebooting_hard", "migrating" -> server.become(server.vmState, null, at);
            default -> {}
        }
    }

    private boolean isToRun(String id) {
        return nova.findServer(id)
                .filter(server -> server.isOn(service.host.name()) && RUNNING.contains(server.vmState))
                .isPresent();
    }
}
