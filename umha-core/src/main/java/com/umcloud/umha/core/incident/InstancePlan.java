package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.core.selection.Selection;
import com.umcloud.umha.core.selection.Selector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rule for each instance that is found on a failed host. */
final class InstancePlan {
    private static final Set<String> DELETING = Set.of("deleting", "soft-deleting");

    private final RecoveryConfig config;
    private final String host;
    private final Set<Aggregate> aggregates;
    private final List<Migration> migrations;
    private final Instant now;
    private final Draft draft;

    InstancePlan(Draft draft, List<Migration> migrations) {
        this.config = draft.config;
        this.host = draft.host();
        this.aggregates = draft.surroundings.aggregates();
        this.draft = draft;
        this.migrations = OperatorSteps.counted(draft.instances.values(), migrations);
        this.now = draft.now;
    }

    InstanceRecovery of(Instance instance) {
        Optional<String> settled = migrations.stream()
                .filter(m -> m.instanceId().equals(instance.id())
                        && m.type() == MigrationType.EVACUATION
                        && m.state() != MigrationState.UNFINISHED)
                .map(Migration::id)
                .reduce((first, second) -> second);
        Selection selection = new Selector(config.selection()).of(instance, aggregates);
        InstanceRecovery fresh = InstanceRecovery.pending(
                        instance.id(),
                        instance.name(),
                        disk(instance),
                        settled,
                        Placing.of(selection.priority(), instance.flavor().resources()),
                        String.join("; ", selection.ignored()))
                .seenIn(instance.taskState());
        fresh = instance.status() == InstanceStatus.SHUTOFF ? fresh.foundStopped() : fresh;
        if (unfinishedEvacuation(instance.id()).isPresent()) {
            return fresh.asked(now, Optional.empty())
                    .in(InstanceState.RUNNING, Optional.empty(), "its evacuation was already under way");
        }
        if (!selection.evacuated()) {
            return fresh.excluded(selection.reason(), now);
        }
        if (instance.status() == InstanceStatus.ERROR && !config.selection().evacuateInError()) {
            return fresh.excluded("it was in error before the host failed: it stays its operator's", now);
        }
        return decided(fresh, instance).orElse(fresh);
    }

    /** The rule for an instance that was held and is not any more. Error came after the failure here, and may be evacuated. */
    InstanceRecovery released(InstanceRecovery held, Instance instance, Optional<Instant> askableAt) {
        return decided(held, instance)
                .orElseGet(() -> held.in(
                        askableAt.isPresent() ? InstanceState.UNRESOLVED : InstanceState.PENDING,
                        askableAt,
                        held.holding().wasReleased()
                                ? "released by operator " + held.holding().releasedBy()
                                : "what held it has ended"));
    }

    /** What keeps it from being asked for now, and what is done about it; empty if nothing does. */
    Optional<InstanceRecovery> decided(InstanceRecovery instance, Instance seen) {
        Optional<String> held = heldBy(seen);
        Optional<String> refusal = refusal(seen);
        if (!draft.isCancelledFor(instance)
                && unfinished(seen.id()).isEmpty()
                && diskRefusal(seen).isEmpty()
                && ResetSteps.applies(config, seen)) {
            return Optional.of(ResetSteps.toBeReset(instance, seen));
        }
        return held.map(why -> held(instance, seen, why)).or(() -> refusal.map(why -> instance.excluded(why, now)));
    }

    /** Held by its unfinished record, if it has one. */
    InstanceRecovery held(InstanceRecovery instance, Instance seen, String why) {
        return instance.in(InstanceState.HELD, Optional.empty(), why).heldBy(unfinished(seen.id()));
    }

    /** Whether an operator has said that what its status stands for will never end. */
    private boolean isReleased(Instance instance) {
        InstanceRecovery known = draft.instances.get(instance.id());
        return known != null && known.holding().wasReleased();
    }

    private Optional<String> heldByCancellation(Instance instance) {
        return draft.cancelledBy.filter(by -> !isReleased(instance)).map(OperatorSteps::heldText);
    }

    Optional<Migration> unfinishedEvacuation(String instanceId) {
        return unfinished(instanceId)
                .filter(m -> m.type() == MigrationType.EVACUATION && m.source().equals(host));
    }

    /** The unfinished record that counts: its evacuation from this host, else the newest of the others. */
    Optional<Migration> unfinished(String instanceId) {
        List<Migration> all = migrations.stream()
                .filter(m -> m.instanceId().equals(instanceId) && m.state() == MigrationState.UNFINISHED)
                .toList();
        return all.stream()
                .filter(m -> m.type() == MigrationType.EVACUATION && m.source().equals(host))
                .reduce((first, second) -> second)
                .or(() -> all.stream().reduce((first, second) -> second));
    }

    /** What has to end before it may be evacuated: asking now could make two of it. */
    Optional<String> heldBy(Instance instance) {
        if (instance.status() == InstanceStatus.VERIFY_RESIZE) {
            return Optional.of("its resize is not confirmed: it is evacuated once its owner has confirmed it");
        }
        Optional<Migration> migration = unfinished(instance.id());
        if (migration.isPresent()) {
            Migration record = migration.get();
            return Optional.of("an unfinished " + record.type() + " (" + record.status() + ") from " + record.source()
                    + " to " + record.destination().orElse("an unknown host") + " has to end first");
        }
        Optional<String> closed = heldByClosedRecord(instance).or(() -> heldByCancellation(instance));
        if (closed.isPresent()) {
            return closed;
        }
        return switch (instance.status()) {
            case MIGRATING -> unlessOver(instance, MigrationType.LIVE_MIGRATION);
            case RESIZE -> unlessOver(instance, MigrationType.RESIZE, MigrationType.MIGRATION);
            case REBUILD -> unlessOver(instance, MigrationType.EVACUATION);
            case REVERT_RESIZE -> Optional.of(toBeEnded(instance));
            case ACTIVE,
                    BUILD,
                    DELETED,
                    ERROR,
                    HARD_REBOOT,
                    PASSWORD,
                    PAUSED,
                    REBOOT,
                    RESCUE,
                    SHELVED,
                    SHELVED_OFFLOADED,
                    SHUTOFF,
                    SOFT_DELETED,
                    SUSPENDED,
                    UNKNOWN,
                    VERIFY_RESIZE -> Optional.empty();
        };
    }

    /**
     * A compute service that starts closes all records of evacuations from its host, also of those that have not got through to
     * their destination yet: that one takes them on as soon as it hears of them.
     */
    private Optional<String> heldByClosedRecord(Instance instance) {
        InstanceRecovery known = draft.instances.get(instance.id());
        if (known == null || !instance.host().equals(Optional.of(host)) || isReleased(instance)) {
            return Optional.empty();
        }
        Optional<String> settled = known.settledMigration();
        return migrations.stream()
                .filter(m -> m.instanceId().equals(instance.id())
                        && m.type() == MigrationType.EVACUATION
                        && m.source().equals(host))
                .reduce((first, second) -> second)
                .filter(m -> m.state() == MigrationState.DONE && !DeadDestinations.endedByDeath(m))
                .filter(m -> !settled.equals(Optional.of(m.id())))
                .flatMap(Migration::destination)
                .map(to -> "the record of its evacuation to " + to + " was closed when " + host + " came back, and "
                        + to + " may still take it on");
    }

    /** A status stays behind when what it stands for has ended because a host died. */
    private Optional<String> unlessOver(Instance instance, MigrationType... types) {
        Set<MigrationType> wanted = Set.of(types);
        boolean over = migrations.stream()
                .filter(m -> m.instanceId().equals(instance.id()) && wanted.contains(m.type()))
                .reduce((first, second) -> second)
                .filter(m -> m.state() == MigrationState.FAILED
                        || (m.type() == MigrationType.EVACUATION && m.source().equals(host)))
                .isPresent();
        return over || isReleased(instance) ? Optional.empty() : Optional.of(toBeEnded(instance));
    }

    private static String toBeEnded(Instance instance) {
        return "its status is " + instance.status() + ", which has to end first or be ended by an administrator";
    }

    /** Why Nova or the configuration does not let it be evacuated; empty if they do. */
    private Optional<String> refusal(Instance instance) {
        if (isBeingDeleted(instance)) {
            return Optional.of("it is being deleted");
        }
        return switch (instance.status()) {
            case ACTIVE, SHUTOFF, REBOOT, HARD_REBOOT, PASSWORD, ERROR, MIGRATING, RESIZE, REBUILD ->
                diskRefusal(instance);
            case BUILD -> Optional.of("it was still being built");
            case DELETED, SOFT_DELETED -> Optional.of("it is deleted");
            case SHELVED, SHELVED_OFFLOADED -> Optional.of("it is shelved and does not run");
            case PAUSED, SUSPENDED, RESCUE ->
                Optional.of("it was " + instance.status() + ", which Nova does not evacuate");
            case REVERT_RESIZE, VERIFY_RESIZE, UNKNOWN ->
                Optional.of("its status is " + instance.status() + ", which Nova does not evacuate");
        };
    }

    static boolean isBeingDeleted(Instance instance) {
        return instance.taskState().map(DELETING::contains).orElse(false);
    }

    private Optional<String> diskRefusal(Instance instance) {
        boolean local = instance.disk() == InstanceDisk.IMAGE && !config.sharedStorage();
        return local && !config.evacuateLocal()
                ? Optional.of("its disk is on the host and allow_evacuate_local_vm = false")
                : Optional.empty();
    }

    private DiskHandling disk(Instance instance) {
        if (instance.disk() == InstanceDisk.VOLUME) {
            return DiskHandling.KEEP_VOLUME;
        }
        return config.sharedStorage() ? DiskHandling.KEEP_SHARED : DiskHandling.REBUILD_FROM_IMAGE;
    }
}
