package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rule for each instance that is found on a failed host. */
final class InstancePlan {
    private final RecoveryConfig config;
    private final String host;
    private final List<Migration> migrations;
    private final Instant now;

    InstancePlan(RecoveryConfig config, String host, List<Migration> migrations, Instant now) {
        this.config = config;
        this.host = host;
        this.migrations = migrations;
        this.now = now;
    }

    InstanceRecovery of(Instance instance) {
        Optional<Migration> unfinished = migrations.stream()
                .filter(m -> m.instanceId().equals(instance.id()) && m.state() == MigrationState.UNFINISHED)
                .reduce((first, second) -> second);
        Optional<String> settled = migrations.stream()
                .filter(m -> m.instanceId().equals(instance.id())
                        && m.type() == MigrationType.EVACUATION
                        && m.state() != MigrationState.UNFINISHED)
                .map(Migration::id)
                .reduce((first, second) -> second);
        InstanceRecovery fresh = InstanceRecovery.pending(instance.id(), instance.name(), disk(instance), settled);
        if (unfinished.isPresent()) {
            return underWay(fresh, unfinished.get());
        }
        return refusal(instance).map(why -> fresh.excluded(why, now)).orElse(fresh);
    }

    private InstanceRecovery underWay(InstanceRecovery fresh, Migration migration) {
        if (migration.type() == MigrationType.EVACUATION && migration.source().equals(host)) {
            return fresh.asked(now).in(InstanceState.RUNNING, Optional.empty(), "its evacuation was already under way");
        }
        return fresh.in(
                InstanceState.HELD,
                Optional.empty(),
                "an unfinished " + migration.type() + " (" + migration.status() + ") from " + migration.source()
                        + " to " + migration.destination().orElse("an unknown host") + " has to end first");
    }

    /** Why Nova or the configuration does not let it be evacuated; empty if they do. */
    private Optional<String> refusal(Instance instance) {
        return switch (instance.status()) {
            case ACTIVE, SHUTOFF, REBOOT, HARD_REBOOT, PASSWORD -> diskRefusal(instance);
            case ERROR -> Optional.of("it was in error before the host failed: it stays its operator's");
            case BUILD -> Optional.of("it was still being built");
            case DELETED, SOFT_DELETED -> Optional.of("it is deleted");
            case SHELVED, SHELVED_OFFLOADED -> Optional.of("it is shelved and does not run");
            case PAUSED, SUSPENDED, RESCUE ->
                Optional.of("it was " + instance.status() + ", which Nova does not evacuate");
            case MIGRATING, RESIZE, REVERT_RESIZE, VERIFY_RESIZE, REBUILD, UNKNOWN ->
                Optional.of("its status is " + instance.status() + ", which Nova does not evacuate");
        };
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
