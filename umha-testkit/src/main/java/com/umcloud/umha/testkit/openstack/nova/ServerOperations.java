package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Nova's API does for an administrator with instances, migrations and server groups, without HTTP. Each call lets happen
 * first what was due. Refusals are thrown as {@link NovaFault}. Safe for use by several threads.
 */
public final class ServerOperations {
    private final NovaState nova;

    public ServerOperations(NovaState nova) {
        this.nova = nova;
    }

    /** The instances on the host of exactly this name, newest first. */
    public List<SimulatedInstance> on(String host) {
        synchronized (nova) {
            nova.advance();
            List<SimulatedInstance> there = new ArrayList<>();
            for (Server server : nova.servers()) {
                if (server.isOn(host)) {
                    there.add(server.snapshot());
                }
            }
            Collections.reverse(there);
            return there;
        }
    }

    /** The migrations that have the host as source or destination, oldest first. */
    public List<SimulatedMigration> migrationsOf(String host) {
        synchronized (nova) {
            nova.advance();
            List<SimulatedMigration> found = new ArrayList<>();
            for (SimulatedMigration migration : nova.records()) {
                if (migration.source().equals(host) || migration.destination().equals(Optional.of(host))) {
                    found.add(migration);
                }
            }
            return found;
        }
    }

    /** The server groups, without members that were deleted. */
    public List<SimulatedServerGroup> groups() {
        synchronized (nova) {
            nova.advance();
            return nova.groups().stream()
                    .map(group -> new SimulatedServerGroup(
                            group.id(),
                            group.name(),
                            group.policy(),
                            group.project(),
                            group.members().stream()
                                    .filter(id -> nova.findServer(id).isPresent())
                                    .toList()))
                    .toList();
        }
    }

    /** Takes on an evacuation (nova/compute/api.py, evacuate). */
    public void evacuate(String id, EvacuateCall call) {
        synchronized (nova) {
            nova.advance();
            new EvacuationIntake(nova).take(find(id), call);
        }
    }

    /** Sets the state (nova/api/openstack/compute/admin_actions.py): no state and no task is looked at. */
    public void resetState(String id, String state) {
        synchronized (nova) {
            nova.advance();
            Server server = find(id);
            if (!Set.of("active", "error").contains(state)) {
                throw new NovaFault(400, "Invalid input for field/attribute state. Value: " + state + ".");
            }
            nova.note(server, "resetState", nova.now());
            server.become(state, null, nova.now());
        }
    }

    /**
     * Stops what runs, or is in error, and is not busy (nova/compute/api.py, stop): in no time, or never if the compute service
     * of its host does not run.
     */
    public void stop(String id) {
        synchronized (nova) {
            nova.advance();
            Server server = find(id);
            if (!Set.of("active", "error").contains(server.vmState) || server.taskState != null) {
                throw conflict("stop", server);
            }
            nova.note(server, "stop", nova.now());
            if (nova.isServed(server)) {
                nova.service(server.host).host.destroyGuest(id);
                server.become("stopped", null, nova.now());
            } else {
                server.become(server.vmState, "powering-off", nova.now());
            }
        }
    }

    /** When something was last asked for with an instance. */
    public Optional<Instant> lastActionOf(String id) {
        synchronized (nova) {
            nova.advance();
            List<InstanceAction> actions = find(id).actions;
            return actions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(actions.get(actions.size() - 1).startedAt());
        }
    }

    Server find(String id) {
        return nova.findServer(id).orElseThrow(() -> new NovaFault(404, "Instance " + id + " could not be found."));
    }

    static NovaFault conflict(String action, Server server) {
        String busy = server.taskState != null ? "task_state " + server.taskState : "vm_state " + server.vmState;
        return new NovaFault(409, "Cannot '" + action + "' instance " + server.id + " while it is in " + busy);
    }
}
