package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One live migration on its way (nova/compute/manager.py, _do_live_migration, _post_live_migration); guarded by the lock of
 * {@link NovaState}.
 */
final class LiveMigration implements Underway {
    private static final Duration RETRY = Duration.ofSeconds(10);

    private enum Step {
        PREPARE(10),
        COPY(20),
        CHANGE_OVER(80),
        FINISH(100);

        private final int percent;

        Step(int percent) {
            this.percent = percent;
        }
    }

    final Server server;
    final int migration;
    final String source;
    final String destination;
    private final Instant startedAt;
    private final Duration time;
    private Step next = Step.PREPARE;
    private Instant dueAt;
    /** The source's compute service has gone, its host has not: the hypervisors go on by themselves. */
    private boolean unattended;

    LiveMigration(Server server, int migration, String destination, Instant startedAt, Duration time) {
        this.server = server;
        this.migration = migration;
        this.source = server.host;
        this.destination = destination;
        this.startedAt = startedAt;
        this.time = time;
        this.dueAt = due();
    }

    @Override
    public Instant dueAt() {
        return dueAt;
    }

    private Instant due() {
        return startedAt.plus(time.multipliedBy(next.percent).dividedBy(100));
    }

    @Override
    public void step(NovaState nova, Instant at) {
        switch (next) {
            case PREPARE -> report(nova, "preparing", Step.COPY, at);
            case COPY -> report(nova, "running", Step.CHANGE_OVER, at);
            case CHANGE_OVER -> {
                nova.service(source).host.destroyGuest(server.id);
                nova.service(destination).host.startGuest(server.id);
                nova.lookAt(server.id);
                goOnWith(nova, Step.FINISH);
            }
            case FINISH -> finish(nova, at);
        }
    }

    private void report(NovaState nova, String status, Step following, Instant at) {
        nova.change(migration, status, Optional.of(destination), at);
        goOnWith(nova, following);
    }

    private void goOnWith(NovaState nova, Step step) {
        next = step;
        dueAt = due();
        if (unattended && step == Step.FINISH) {
            nova.end(this);
        }
    }

    private void finish(NovaState nova, Instant at) {
        if (!nova.service(source).isConnected()) {
            dueAt = at.plus(RETRY);
            return;
        }
        server.host = destination;
        server.become(server.vmState, null, at);
        nova.change(migration, "completed", Optional.of(destination), at);
        nova.end(this);
    }

    /** The compute service of a host has ended; the host itself may be alive or not. */
    void lost(NovaState nova, ComputeService service, Instant now) {
        boolean hostAlive = service.host.isAlive();
        if (service.host.name().equals(source)) {
            boolean copying = next == Step.CHANGE_OVER;
            if (hostAlive && copying) {
                unattended = true;
            } else {
                nova.end(this);
            }
        } else if (service.host.name().equals(destination) && !hostAlive && next != Step.FINISH) {
            if (!unattended) {
                server.become(server.vmState, null, now);
                nova.change(migration, "failed", Optional.of(destination), now);
            }
            nova.end(this);
        }
    }
}
