package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one look at the cloud means for an instance that is under way. The migration tells, not the time. */
final class InstanceProgress {
    /** What has become of an instance. */
    sealed interface Step {
        record Became(InstanceRecovery instance) implements Step {}

        record Failed(InstanceRecovery instance, String detail) implements Step {}
    }

    private final RecoveryConfig config;
    private final String host;
    private final List<Migration> migrations;
    private final Instant now;

    InstanceProgress(RecoveryConfig config, String host, List<Migration> migrations, Instant now) {
        this.config = config;
        this.host = host;
        this.migrations = migrations;
        this.now = now;
    }

    Step of(InstanceRecovery instance, Optional<Instance> seen) {
        if (seen.isEmpty()) {
            return new Step.Became(instance.gone(now));
        }
        Optional<Migration> evacuation = newestEvacuation(instance);
        Optional<String> elsewhere = seen.get().host().filter(h -> !h.equals(host));
        if (elsewhere.isPresent()) {
            return moved(instance, seen.get(), elsewhere.get(), evacuation);
        }
        if (instance.state() == InstanceState.HELD) {
            return held(instance);
        }
        if (instance.state() == InstanceState.WAITING) {
            return new Step.Became(instance);
        }
        if (evacuation.isEmpty()) {
            return withoutRecord(instance, seen.get());
        }
        Migration record = evacuation.get();
        return switch (record.state()) {
            case FAILED ->
                new Step.Failed(
                        instance.settled(record.id()),
                        "the evacuation to " + record.destination().orElse("no host") + " ended as " + record.status());
            case UNFINISHED, DONE -> new Step.Became(running(instance, record));
        };
    }

    private Step moved(InstanceRecovery instance, Instance seen, String to, Optional<Migration> evacuation) {
        boolean unfinished =
                evacuation.map(m -> m.state() == MigrationState.UNFINISHED).orElse(false);
        if (unfinished || seen.taskState().isPresent() || seen.status() == InstanceStatus.REBUILD) {
            return new Step.Became(instance);
        }
        if (seen.status() == InstanceStatus.ERROR) {
            return new Step.Became(instance.excluded("it was moved to " + to + " and is in error there", now));
        }
        String detail = evacuation.isPresent() ? "" : "moved by another migration than UMHA's";
        return new Step.Became(instance.recovered(to, detail, now));
    }

    private Step held(InstanceRecovery instance) {
        boolean unfinished = migrations.stream()
                .anyMatch(m -> m.instanceId().equals(instance.id()) && m.state() == MigrationState.UNFINISHED);
        return new Step.Became(
                unfinished
                        ? instance
                        : instance.in(InstanceState.PENDING, Optional.empty(), "its other migration has ended"));
    }

    /** Without a record the call did not arrive, if enough time has passed and nothing is being done with the instance. */
    private Step withoutRecord(InstanceRecovery instance, Instance seen) {
        Instant patience = instance.notBefore()
                .or(() -> instance.askedAt().map(at -> at.plus(EvacuationSteps.UNKNOWN_OUTCOME)))
                .orElse(now);
        if (now.isBefore(patience) || seen.taskState().isPresent()) {
            return new Step.Became(instance);
        }
        return new Step.Became(
                instance.in(InstanceState.PENDING, Optional.empty(), "the cloud has no record of the evacuation"));
    }

    private InstanceRecovery running(InstanceRecovery instance, Migration record) {
        InstanceRecovery running = instance.state() == InstanceState.RUNNING
                ? instance
                : instance.in(InstanceState.RUNNING, Optional.empty(), "the cloud has taken it on");
        Instant slowAfter = instance.askedAt()
                .orElse(now)
                .plus(
                        config.evacuateTimeout().compareTo(config.beforeInstanceCheck()) > 0
                                ? config.evacuateTimeout()
                                : config.beforeInstanceCheck());
        if (!running.slowTold() && now.isAfter(slowAfter)) {
            return running.in(
                            InstanceState.RUNNING,
                            Optional.empty(),
                            "its evacuation takes longer than evacuate_timeout (" + record.status() + ")")
                    .toldSlow();
        }
        return running;
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
