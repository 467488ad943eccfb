package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One step of one evacuation at its time (nova/conductor/manager.py and nova/compute/manager.py, rebuild_instance). */
final class EvacuationStep {
    private final NovaState nova;
    private final Scheduler scheduler;
    private final Evacuation evacuation;
    private final Server server;
    private final Instant at;

    EvacuationStep(NovaState nova, Evacuation evacuation, Instant at) {
        this.nova = nova;
        this.scheduler = new Scheduler(nova);
        this.evacuation = evacuation;
        this.server = evacuation.server;
        this.at = at;
    }

    void run() {
        switch (evacuation.next) {
            case SCHEDULE -> schedule();
            case SPAWN -> spawn();
            case SETTLE -> settle();
            case FINISH -> finish();
        }
    }

    private void schedule() {
        Optional<String> destination = evacuation.forced ? evacuation.wanted : choose();
        if (destination.isEmpty()) {
            fail("error");
            return;
        }
        evacuation.destination = destination.get();
        if (stalled()) {
            return;
        }
        nova.change(evacuation.migration, "pre-migrating", destination, at);
        evacuation.next = Evacuation.Step.SPAWN;
    }

    private Optional<String> choose() {
        return evacuation
                .wanted
                .map(host -> Optional.of(host).filter(name -> scheduler.takes(name, at)))
                .orElseGet(() -> scheduler.choose(server, at));
    }

    private void spawn() {
        if (stalled() || postponed()) {
            return;
        }
        ComputeService destination = nova.service(evacuation.destination);
        boolean storage = destination.host.isStorageNetworkUp();
        boolean diskThere = nova.settings().sharedStorage() && storage;
        boolean liedAbout = evacuation.onSharedStorage != null && evacuation.onSharedStorage != diskThere;
        boolean volumeMissing = server.volumeBacked && !storage;
        if (liedAbout || volumeMissing || nova.orders().fails(evacuation.destination)) {
            fail("failed");
            return;
        }
        server.diskLost |= !server.volumeBacked && !diskThere;
        server.become(server.vmState, "rebuild_spawning", at);
        if (!evacuation.stateBefore.equals("stopped")) {
            destination.host.startGuest(server.id);
        }
        evacuation.next = Evacuation.Step.SETTLE;
    }

    /** The instance gets its state before it gets its new host. */
    private void settle() {
        if (stalled()) {
            return;
        }
        server.become(evacuation.stateBefore.equals("stopped") ? "stopped" : "active", null, at);
        evacuation.next = Evacuation.Step.FINISH;
    }

    private void finish() {
        if (stalled()) {
            return;
        }
        server.host = evacuation.destination;
        server.updatedAt = at;
        nova.change(evacuation.migration, "done", Optional.of(evacuation.destination), at);
        nova.end(evacuation);
    }

    private void fail(String status) {
        nova.change(
                evacuation.migration,
                status,
                evacuation.destination.isEmpty() ? evacuation.wanted : Optional.of(evacuation.destination),
                at);
        server.become("error", null, at);
        nova.end(evacuation);
    }

    /** A build that is slow or hangs has begun, as far as anybody can see. */
    private boolean postponed() {
        Duration wait = nova.orders().hangs(evacuation.destination)
                ? Duration.ofMillis(100)
                : evacuation.slowed ? Duration.ZERO : nova.orders().slowness(evacuation.destination);
        if (wait.isZero()) {
            return false;
        }
        evacuation.slowed = !nova.orders().hangs(evacuation.destination);
        evacuation.delay = evacuation.delay.plus(wait);
        server.become(server.vmState, "rebuild_spawning", at);
        return true;
    }

    /** Nobody goes on with an evacuation whose destination has died; one whose destination hangs waits for it. */
    private boolean stalled() {
        ComputeService destination = nova.service(evacuation.destination);
        if (destination.runs(at)) {
            return false;
        }
        if (destination.hangs(at)) {
            evacuation.park(at);
        } else {
            nova.end(evacuation);
        }
        return true;
    }
}
