package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One step of one evacuation at its time (nova/conductor/manager.py and nova/compute/manager.py, rebuild_instance). */
final class EvacuationStep {
    private static final Duration RETRY = Duration.ofSeconds(1);

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
        evacuation.goOnWith(Evacuation.Step.SPAWN);
    }

    private Optional<String> choose() {
        return evacuation
                .wanted
                .map(host -> Optional.of(host).filter(name -> scheduler.takes(name, server, at)))
                .orElseGet(() -> scheduler.choose(server, at));
    }

    private void spawn() {
        if (stalled() || postponed()) {
            return;
        }
        ComputeService destination = nova.service(evacuation.destination);
        boolean storage = destination.host.isStorageNetworkUp();
        boolean mounted = storage && nova.orders().isMounted(evacuation.destination);
        boolean diskThere = nova.settings().sharedStorage() && mounted;
        boolean liedAbout = evacuation.onSharedStorage != null && evacuation.onSharedStorage != diskThere;
        boolean volumeMissing = server.volumeBacked && !storage;
        boolean ordered =
                nova.orders().fails(evacuation.destination) || nova.orders().failsFor(server.id);
        if (liedAbout || volumeMissing || ordered) {
            fail("failed");
            return;
        }
        server.diskLost |= !server.volumeBacked && !diskThere;
        server.become(server.vmState, "rebuild_spawning", at);
        if (!evacuation.stateBefore.equals("stopped")) {
            destination.host.startGuest(server.id);
            nova.lookAt(server.id);
        }
        evacuation.goOnWith(Evacuation.Step.SETTLE);
    }

    /** The instance gets its state before it gets its new host. */
    private void settle() {
        if (stalled()) {
            return;
        }
        server.become(evacuation.stateBefore.equals("stopped") ? "stopped" : "active", null, at);
        evacuation.goOnWith(Evacuation.Step.FINISH);
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
        boolean hangs = nova.orders().hangs(evacuation.destination);
        Duration slowness = nova.orders().slowness(evacuation.destination);
        if (hangs) {
            evacuation.pause();
        } else if (!evacuation.slowed && !slowness.isZero()) {
            evacuation.slowed = true;
            evacuation.delay(slowness);
        } else {
            return false;
        }
        server.become(server.vmState, "rebuild_spawning", at);
        return true;
    }

    /**
     * Nobody goes on with an evacuation whose destination has died. One whose destination hangs waits for it, one whose destination does not reach the rest of Nova goes on
     * only if that ends before its calls time out.
     */
    private boolean stalled() {
        ComputeService destination = nova.service(evacuation.destination);
        if (destination.hangs(at)) {
            evacuation.park(at);
            return true;
        }
        if (!destination.runs(at)) {
            nova.end(evacuation);
            return true;
        }
        if (destination.isConnected()) {
            return false;
        }
        Instant timeOut = destination.disconnectedAt().plus(nova.settings().rpcTimeout());
        if (at.isBefore(timeOut)) {
            Duration left = Duration.between(at, timeOut);
            evacuation.delay(left.compareTo(RETRY) < 0 ? left : RETRY);
        } else {
            nova.end(evacuation);
        }
        return true;
    }
}
