package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One evacuation on its way; guarded by the lock of {@link NovaState}. */
final class Evacuation {
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
    /** By how much everything from now on is late. */
    Duration delay = Duration.ZERO;

    boolean slowed;
    Step next = Step.SCHEDULE;
    /** Since when its destination hangs. */
    private @Nullable Instant parkedAt;

    Evacuation(Server server, int migration, Instant startedAt, Duration buildTime, EvacuateCall call) {
        this.server = server;
        this.migration = migration;
        this.startedAt = startedAt;
        this.buildTime = buildTime;
        this.stateBefore = server.vmState;
        this.wanted = call.host();
        this.forced = call.forced();
        this.onSharedStorage = call.onSharedStorage();
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
            delay = delay.plus(Duration.between(parkedAt, now));
            parkedAt = null;
        }
    }

    Instant dueAt() {
        if (parkedAt != null) {
            return Instant.MAX;
        }
        return startedAt
                .plus(buildTime.multipliedBy(next.percent).dividedBy(100))
                .plus(delay);
    }
}
