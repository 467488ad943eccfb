package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What owners and operators of instances ask of Nova at any moment, also in the middle of an evacuation. Each call lets happen
 * first what was due. Refusals are thrown as {@link NovaFault}: the instance is busy, locked, or not in a state for it. Safe for
 * use by several threads.
 */
public final class UserOperations {
    private final NovaState nova;
    private final ServerOperations servers;

    public UserOperations(NovaState nova) {
        this.nova = nova;
        this.servers = new ServerOperations(nova);
    }

    /** An owner stops an instance. */
    public void stop(String id) {
        synchronized (nova) {
            unlocked(id);
            servers.stop(id);
        }
    }

    /** An owner starts a stopped instance: in no time, or never if the compute service of its host does not run. */
    public void start(String id) {
        synchronized (nova) {
            Server server = unlocked(id);
            requireIdle("start", server, Set.of("stopped"));
            nova.note(server, "start", nova.now());
            if (nova.isServed(server)) {
                nova.service(server.host).host.startGuest(id);
                server.become("active", null, nova.now());
            } else {
                server.become(server.vmState, "powering-on", nova.now());
            }
            nova.lookAt(id);
        }
    }

    /** Locks an instance or unlocks it, whatever is going on with it. */
    public void lock(String id, boolean lock) {
        synchronized (nova) {
            nova.advance();
            Server server = servers.find(id);
            nova.note(server, lock ? "lock" : "unlock", nova.now());
            server.locked = lock;
        }
    }

    /** An owner deletes an instance, whatever is going on with it. */
    public void delete(String id) {
        synchronized (nova) {
            unlocked(id);
            nova.deleteInstance(id);
        }
    }

    /**
     * An owner resizes an instance: it goes to another host in no time and waits for its owner's word there, or never begins if
     * the compute service of its host does not run.
     */
    public void resize(String id) {
        synchronized (nova) {
            Server server = unlocked(id);
            requireIdle("resize", server, Set.of("active", "stopped"));
            nova.note(server, "resize", nova.now());
            if (!nova.isServed(server)) {
                server.become(server.vmState, "resize_prep", nova.now());
                return;
            }
            String source = server.host;
            String destination = new Scheduler(nova)
                    .choose(server, nova.now())
                    .orElseThrow(() -> new NovaFault(400, "No valid host was found. No valid host found for resize"));
            if (nova.service(source).host.guests().contains(id)) {
                nova.service(source).host.destroyGuest(id);
                nova.service(destination).host.startGuest(id);
            }
            server.host = destination;
            server.become("resized", null, nova.now());
            nova.addMigration(id, "resize", "finished", source, Optional.of(destination), nova.now());
            nova.lookAt(id);
        }
    }

    /** Its owner confirms that an instance stays what and where it was resized to. */
    public void confirmResize(String id) {
        synchronized (nova) {
            nova.advance();
            Server server = servers.find(id);
            nova.note(server, "confirmResize", nova.now());
            server.become("active", null, nova.now());
            nova.confirmMigrations(id, nova.now());
        }
    }

    /**
     * An administrator begins a live migration: the source's compute service drives it. The guest changes over after four fifths
     * of the time, and belongs to its new host at the end. If the source dies before, the record and the task stay for ever; if
     * the destination dies before the change-over, the record fails and the guest goes on where it was.
     */
    public void liveMigrate(String id, String destination, Duration time) {
        synchronized (nova) {
            nova.advance();
            Server server = servers.find(id);
            requireIdle("os-migrateLive", server, Set.of("active", "paused"));
            ComputeService target = nova.findService(destination)
                    .orElseThrow(() -> new NovaFault(404, "Compute host " + destination + " could not be found."));
            if (server.isOn(destination)) {
                throw new NovaFault(
                        400, "Unable to migrate instance (" + id + ") to current host (" + destination + ").");
            }
            if (!target.up(nova.now()) || !nova.service(server.host).up(nova.now())) {
                throw new NovaFault(409, "Compute service of a host is unavailable at this time.");
            }
            nova.note(server, "live-migration", nova.now());
            server.become(server.vmState, "migrating", nova.now());
            SimulatedMigration record = nova.addMigration(
                    id, "live-migration", "accepted", server.host, Optional.of(destination), nova.now());
            nova.begin(new LiveMigration(server, record.number(), destination, nova.now(), time));
        }
    }

    private Server unlocked(String id) {
        nova.advance();
        Server server = servers.find(id);
        if (server.locked) {
            throw new NovaFault(409, "Instance " + id + " is locked");
        }
        return server;
    }

    private static void requireIdle(String action, Server server, Set<String> states) {
        if (!states.contains(server.vmState) || server.taskState != null) {
            throw ServerOperations.conflict(action, server);
        }
    }
}
