package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one look at the cloud means for an instance. The migration tells, not the time. */
final class InstanceProgress {
    private static final String SHELVED_AWAY =
            "its owner has shelved it meanwhile: it is on no host until it is unshelved";

    /** What has become of an instance. */
    sealed interface Step {
        record Became(InstanceRecovery instance) implements Step {}

        /**
         * What was asked for has failed.
         *
         * @param on the host on which it did not come up; empty if the cloud found none
         * @param unsettled whether the cloud is still busy with it
         */
        record Failed(InstanceRecovery instance, String detail, Optional<String> on, boolean unsettled)
                implements Step {}
    }

    private static final String REBUILDING = "rebuild";

    private final RecoveryConfig config;
    private final String host;
    private final List<Migration> migrations;
    private final InstancePlan plan;
    private final Instant now;
    private final Map<String, Optional<Instant>> lastActions;

    InstanceProgress(Draft draft, List<Migration> migrations) {
        this(draft, migrations, Map.of());
    }

    InstanceProgress(Draft draft, List<Migration> migrations, Map<String, Optional<Instant>> lastActions) {
        this.lastActions = lastActions;
        this.config = draft.config;
        this.host = draft.host();
        this.migrations = migrations;
        this.plan = new InstancePlan(draft, migrations);
        this.now = draft.now;
    }

    Step of(InstanceRecovery known, Optional<Instance> seen) {
        if (seen.isEmpty() || isDeleted(seen.get())) {
            return new Step.Became(known.gone(now));
        }
        InstanceRecovery instance =
                known.state().onlyWaits() ? known.seenIn(seen.get().taskState()) : known;
        if (isShelvedAway(seen.get())) {
            return new Step.Became(instance.excluded(SHELVED_AWAY, now));
        }
        Optional<Migration> unfinished = plan.unfinished(instance.id());
        Optional<String> elsewhere = seen.get().host().filter(h -> !h.equals(host));
        if (elsewhere.isPresent()) {
            String there = elsewhere.get();
            return new Step.Became(moved(
                    instance, seen.get(), there, unfinished.filter(record -> !isLeftOver(record, seen.get(), there))));
        }
        if (plan.unfinishedEvacuation(instance.id()).isPresent()) {
            return new Step.Became(running(instance, unfinished.orElseThrow().status()));
        }
        if (unfinished.isPresent() || instance.state() == InstanceState.HELD) {
            return new Step.Became(held(instance, seen.get()));
        }
        if (instance.state() == InstanceState.TO_RESET
                && plan.heldBy(seen.get()).isPresent()) {
            return new Step.Became(
                    plan.held(instance, seen.get(), plan.heldBy(seen.get()).get()));
        }
        if (instance.state() == InstanceState.TO_RESET) {
            return new Step.Became(beforeReset(instance, seen.get()));
        }
        return afterItsRecord(instance, seen.get());
    }

    /**
     * Nova takes the oldest of an instance's accepted records for the next evacuation that begins, of whatever type it is: where
     * a first call got stuck with its destination, or a live migration had only just been accepted, the call's own record is
     * never taken up, although its instance has moved.
     */
    private boolean isLeftOver(Migration record, Instance seen, String there) {
        return record.type() == MigrationType.EVACUATION
                && record.source().equals(host)
                && seen.taskState().isEmpty()
                && migrations.stream()
                        .anyMatch(other -> !other.id().equals(record.id())
                                && other.instanceId().equals(record.instanceId())
                                && other.source().equals(host)
                                && other.state() == MigrationState.DONE
                                && other.destination().equals(Optional.of(there))
                                && !other.updatedAt().isBefore(record.createdAt()));
    }

    boolean isMoving(String instanceId) {
        return plan.unfinished(instanceId).isPresent();
    }

    /** Of one that was not looked at: its record tells whether it still moves, or it only waits. */
    Step unseen(InstanceRecovery instance) {
        Optional<Migration> unfinished = plan.unfinishedEvacuation(instance.id());
        if (instance.state() != InstanceState.RUNNING
                || (unfinished.isEmpty() && newestEvacuation(instance).isEmpty())) {
            // a record that is not there yet, or not any more, tells nothing; the next whole view does
            return new Step.Became(instance);
        }
        return new Step.Became(unfinished
                .map(record -> running(instance, record.status()))
                .orElseGet(() -> instance.in(InstanceState.VERIFYING, Optional.empty(), "its evacuation has ended")));
    }

    private static boolean isDeleted(Instance seen) {
        return seen.status() == InstanceStatus.DELETED || seen.status() == InstanceStatus.SOFT_DELETED;
    }

    /**
     * Only its owner's word brings it there, and not while Nova is moving it: a record of its evacuation that is still open is one
     * that Nova never takes up.
     */
    private static boolean isShelvedAway(Instance seen) {
        return seen.status() == InstanceStatus.SHELVED_OFFLOADED && seen.host().isEmpty();
    }

    private InstanceRecovery moved(
            InstanceRecovery instance, Instance seen, String to, Optional<Migration> unfinished) {
        if (seen.status() == InstanceStatus.VERIFY_RESIZE) {
            return instance.recovered(to, "its resize brought it there and waits for its owner's word", now);
        }
        if (isMovedOn(instance, seen, to)) {
            return instance.recovered(to, "it arrived there and is being moved on (" + seen.status() + ")", now);
        }
        if (unfinished.isPresent() || seen.taskState().isPresent() || seen.status() == InstanceStatus.REBUILD) {
            return unfinished
                    .map(record -> running(instance, record.status()))
                    .orElseGet(() -> unlessSlow(arriving(instance), "on " + to + ", not ready"));
        }
        if (seen.status() == InstanceStatus.ERROR) {
            return instance.excluded("it was moved to " + to + " and is in error there", now);
        }
        if (StopSteps.applies(instance, seen)) {
            return StopSteps.toBeStopped(instance, to);
        }
        String detail = newestEvacuation(instance).isPresent() ? "" : "moved by another migration than UMHA's";
        return instance.recovered(to, detail, now);
    }

    /** Its evacuation has brought it there; what somebody has begun with it since is no part of that, and may never end. */
    private boolean isMovedOn(InstanceRecovery instance, Instance seen, String to) {
        boolean leaving = seen.status() == InstanceStatus.RESIZE || seen.status() == InstanceStatus.MIGRATING;
        return leaving
                && newestEvacuation(instance)
                        .filter(record -> record.state() == MigrationState.DONE
                                && record.destination().equals(Optional.of(to)))
                        .isPresent();
    }

    private InstanceRecovery held(InstanceRecovery instance, Instance seen) {
        Optional<String> why = plan.heldBy(seen);
        if (why.isPresent()) {
            boolean known = instance.state() == InstanceState.HELD
                    && (instance.detail().equals(why.get())
                            || !instance.holding().wasReleased());
            return known ? instance.heldBy(plan.unfinished(seen.id())) : plan.held(instance, seen, why.get());
        }
        Optional<Instant> askableAt = instance.askedAt()
                .map(at -> at.plus(EvacuationSteps.UNKNOWN_OUTCOME))
                .filter(now::isBefore);
        return plan.released(instance, seen, askableAt);
    }

    /** No migration of it is under way: what its newest record says, and what the lack of one means. */
    private Step afterItsRecord(InstanceRecovery instance, Instance seen) {
        Optional<Migration> record = newestEvacuation(instance);
        boolean asks = instance.state() == InstanceState.PENDING || instance.state() == InstanceState.WAITING;
        if (record.isEmpty()) {
            return new Step.Became(asks ? beforeAsking(instance, seen) : withoutRecord(instance, seen));
        }
        // records are read before instances: one that is done has moved its instance, or was closed without having done
        // so
        if (!asks && plan.heldBy(seen).isPresent()) {
            return new Step.Became(plan.held(instance, seen, plan.heldBy(seen).get()));
        }
        InstanceRecovery settled = instance.settled(record.get().id()).seenIn(seen.taskState());
        return asks
                ? new Step.Became(beforeAsking(settled, seen))
                : new Step.Failed(
                        settled,
                        "the evacuation to " + record.get().destination().orElse("no host") + " ended as "
                                + record.get().status(),
                        whereItFailed(record.get()),
                        seen.taskState().isPresent() && !DeadDestinations.failedByDeath(record.get()));
    }

    /** A destination that died, or a record that the returning host has closed, says nothing against a destination. */
    private static Optional<String> whereItFailed(Migration record) {
        boolean failed = record.state() == MigrationState.FAILED && !DeadDestinations.failedByDeath(record);
        return failed ? record.destination() : Optional.empty();
    }

    /** Others may have done something with it since it was listed. */
    private InstanceRecovery beforeAsking(InstanceRecovery instance, Instance seen) {
        if (InstancePlan.isBeingDeleted(seen) || plan.heldBy(seen).isPresent()) {
            return plan.decided(instance, seen).orElse(instance);
        }
        return instance;
    }

    private InstanceRecovery beforeReset(InstanceRecovery instance, Instance seen) {
        if (seen.status() == InstanceStatus.ERROR) {
            return instance.in(InstanceState.PENDING, Optional.empty(), "it is in error, as reset_to_error wants it");
        }
        return ResetSteps.applies(config, seen) ? instance : plan.released(instance, seen, Optional.empty());
    }

    /** Without a record the call did not arrive, if enough time has passed and nothing is being done with the instance. */
    private InstanceRecovery withoutRecord(InstanceRecovery instance, Instance seen) {
        Instant patience = instance.notBefore()
                .or(() -> instance.askedAt().map(at -> at.plus(EvacuationSteps.UNKNOWN_OUTCOME)))
                .orElse(now);
        // an evacuation that was taken on shows as a rebuild; whatever else is being done with it is somebody else's
        boolean busy =
                seen.taskState().filter(task -> task.startsWith(REBUILDING)).isPresent()
                        && !seen.taskState().equals(instance.taskBefore());
        if (now.isBefore(patience) || busy) {
            InstanceRecovery moving = instance.state() == InstanceState.VERIFYING ? taken(instance) : instance;
            return unlessSlow(moving, seen.taskState().orElse("no record of it"));
        }
        Optional<Instant> last = lastActions.getOrDefault(instance.id(), Optional.empty());
        Instant quietSince =
                last.map(at -> at.plus(EvacuationSteps.UNKNOWN_OUTCOME)).orElse(now);
        if (!lastActions.containsKey(instance.id()) || now.isBefore(quietSince)) {
            // the next look asks, or asks again, what was last done with it
            return instance.in(
                    InstanceState.UNRESOLVED, Optional.of(patience), "the cloud has no record of the evacuation");
        }
        return instance.in(InstanceState.PENDING, Optional.empty(), "the cloud has no record of the evacuation");
    }

    private InstanceRecovery running(InstanceRecovery instance, String status) {
        return unlessSlow(instance.state() == InstanceState.RUNNING ? instance : taken(instance), status);
    }

    private static InstanceRecovery taken(InstanceRecovery instance) {
        return instance.in(InstanceState.RUNNING, Optional.empty(), "the cloud has taken it on");
    }

    private static InstanceRecovery arriving(InstanceRecovery instance) {
        return instance.state() == InstanceState.VERIFYING
                ? instance
                : instance.in(InstanceState.VERIFYING, instance.notBefore(), "it is on another host, not ready");
    }

    private InstanceRecovery unlessSlow(InstanceRecovery instance, String status) {
        Duration patience = config.evacuateTimeout().compareTo(config.beforeInstanceCheck()) > 0
                ? config.evacuateTimeout()
                : config.beforeInstanceCheck();
        Instant slowAfter = instance.askedAt().orElse(now).plus(patience);
        if (instance.slowTold() || !now.isAfter(slowAfter)) {
            return instance;
        }
        return instance.in(
                        instance.state(),
                        instance.notBefore(),
                        "its evacuation takes longer than evacuate_timeout (" + status + ")")
                .toldSlow();
    }

    private Optional<Migration> newestEvacuation(InstanceRecovery instance) {
        Optional<Migration> newest = migrations.stream()
                .filter(m -> m.instanceId().equals(instance.id())
                        && m.type() == MigrationType.EVACUATION
                        && m.source().equals(host))
                .reduce((first, second) -> second);
        return newest.filter(m -> !instance.settledMigration().equals(Optional.of(m.id())));
    }
}
