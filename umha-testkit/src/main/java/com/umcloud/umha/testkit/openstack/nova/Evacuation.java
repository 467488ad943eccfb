package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One evacuation on its way; guarded by the lock of {@link NovaState}. */
final class Evacuation implements Underway {
    /** The steps in their sequence, with the share of the build time after which each is due. */
    enum Step {
        SCHEDULE(10),
        SPAWN(50),
        SETTLE(90),
        FINISH(100);

        private final int percent;

        Step(int percent) {
            this.percent = percent;
        }
    }

    final Server server;
    final int migration;
    final Instant startedAt;
    final Duration buildTime;
    final String stateBefore;
    /** Where the caller wants it; empty leaves it to the scheduler. */
    final Optional<String> wanted;
    /** Whether the scheduler is passed over, as up to microversion 2.28. */
    final boolean forced;
    /** What the caller said of the storage up to 2.13; null from 2.14 on. */
    final @Nullable Boolean onSharedStorage;

    String destination = "";
    boolean slowed;
    Step next = Step.SCHEDULE;
    /** Since when its destination hangs. */
    private @Nullable Instant parkedAt;
    /** By how much everything from now on is late. */
    private Duration delay = Duration.ZERO;

    private Instant dueAt;
    private boolean waiting;

    Evacuation(Server server, int migration, Instant startedAt, Duration buildTime, EvacuateCall call) {
        this.server = server;
        this.migration = migration;
        this.startedAt = startedAt;
        this.buildTime = buildTime;
        this.stateBefore = server.vmState;
        this.wanted = call.host();
        this.forced = call.forced();
        this.onSharedStorage = call.onSharedStorage();
        this.dueAt = due();
    }

    /** Nothing happens any more until its destination goes on. */
    void park(Instant at) {
        parkedAt = at;
    }

    boolean isParkedOn(String host) {
        return parkedAt != null && destination.equals(host);
    }

    void unpark(Instant now) {
        if (parkedAt != null) {
            delay(Duration.between(parkedAt, now));
            parkedAt = null;
        }
    }

    @Override
    public Instant dueAt() {
        return waiting || parkedAt != null ? Instant.MAX : dueAt;
    }

    @Override
    public void step(NovaState nova, Instant at) {
        new EvacuationStep(nova, this, at).run();
    }

    void goOnWith(Step step) {
        next = step;
        dueAt = due();
    }

    void delay(Duration time) {
        delay = delay.plus(time);
        dueAt = due();
    }

    /** Nothing happens until {@link #resume}. */
    void pause() {
        waiting = true;
    }

    void resume(Instant now) {
        if (waiting) {
            waiting = false;
            delay(Duration.between(dueAt, now));
        }
    }

    private Instant due() {
        return startedAt
                .plus(buildTime.multipliedBy(next.percent).dividedBy(100))
                .plus(delay);
    }
}
