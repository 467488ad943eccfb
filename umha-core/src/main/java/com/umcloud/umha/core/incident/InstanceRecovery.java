package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.Migration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The recovery of one instance. Immutable.
 *
 * @param disk what the evacuation may do with its root disk
 * @param attempts how often the evacuation was asked for
 * @param startedAt when it was first asked for, or found to be dealt with
 * @param askedAt when it was last asked for
 * @param notBefore when it may be tried again; used in PENDING, WAITING and UNRESOLVED
 * @param destination the host it went to
 * @param settledMigration the cloud's newest evacuation record that is over and done with; only newer ones count
 * @param finishedAt when its outcome was seen
 * @param slowTold whether the operator was told that it takes long
 * @param stopped whether it was stopped when it was found on the dead host, and has to be so in the end
 * @param placing when it has its turn and where it is sent
 * @param detail the last thing that was learned, in one line
 * @param holding what it was held by, and what an operator has said to that; none in a document of an older version
 * @param taskBefore the task that the cloud had it in when it was last seen before it was asked for: nobody ends that one, as its
 *     host is off; empty in a document of an older version
 */
public record InstanceRecovery(
        String id,
        String name,
        InstanceState state,
        DiskHandling disk,
        int attempts,
        Optional<Instant> startedAt,
        Optional<Instant> askedAt,
        Optional<Instant> notBefore,
        Optional<String> destination,
        Optional<String> settledMigration,
        Optional<Instant> finishedAt,
        boolean slowTold,
        boolean stopped,
        Placing placing,
        String detail,
        Holding holding,
        Optional<String> taskBefore) {
    public InstanceRecovery {
        holding = Objects.requireNonNullElse(holding, Holding.NONE);
        taskBefore = Objects.requireNonNullElse(taskBefore, Optional.empty());
        Objects.requireNonNull(placing, "placing");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(disk, "disk");
    }

    static InstanceRecovery pending(
            String id,
            String name,
            DiskHandling disk,
            Optional<String> settledMigration,
            Placing placing,
            String detail) {
        return new InstanceRecovery(
                id,
                name,
                InstanceState.PENDING,
                disk,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                settledMigration,
                Optional.empty(),
                false,
                false,
                placing,
                detail,
                Holding.NONE,
                Optional.empty());
    }

    InstanceRecovery excluded(String reason, Instant now) {
        return over(InstanceState.EXCLUDED, Optional.empty(), reason, now);
    }

    InstanceRecovery recovered(String host, String reason, Instant now) {
        return over(InstanceState.RECOVERED, Optional.of(host), reason, now);
    }

    InstanceRecovery gone(Instant now) {
        return over(InstanceState.GONE, Optional.empty(), "the instance was deleted meanwhile", now);
    }

    private InstanceRecovery over(InstanceState next, Optional<String> host, String reason, Instant now) {
        Optional<Instant> started = startedAt.isPresent() ? startedAt : Optional.of(now);
        return new InstanceRecovery(
                id,
                name,
                next,
                disk,
                attempts,
                started,
                askedAt,
                Optional.empty(),
                host,
                settledMigration,
                Optional.of(now),
                slowTold,
                stopped,
                placing,
                reason,
                holding,
                taskBefore);
    }

    /** @param to the destination that is named; empty if the scheduler chooses */
    InstanceRecovery asked(Instant now, Optional<String> to) {
        Optional<Instant> started = startedAt.isPresent() ? startedAt : Optional.of(now);
        return new InstanceRecovery(
                id,
                name,
                InstanceState.REQUESTED,
                disk,
                attempts + 1,
                started,
                Optional.of(now),
                Optional.empty(),
                Optional.empty(),
                settledMigration,
                Optional.empty(),
                false,
                stopped,
                placing.sentTo(to),
                "",
                holding,
                taskBefore);
    }

    /** The call was not made after all. */
    InstanceRecovery notAsked(Instant until, String reason) {
        return new InstanceRecovery(
                id,
                name,
                InstanceState.PENDING,
                disk,
                Math.max(0, attempts - 1),
                startedAt,
                attempts > 1 ? askedAt : Optional.empty(),
                Optional.of(until),
                destination,
                settledMigration,
                finishedAt,
                slowTold,
                stopped,
                placing,
                reason,
                holding,
                taskBefore);
    }

    InstanceRecovery in(InstanceState next, Optional<Instant> until, String reason) {
        return new InstanceRecovery(
                id,
                name,
                next,
                disk,
                attempts,
                startedAt,
                askedAt,
                until,
                destination,
                settledMigration,
                finishedAt,
                slowTold,
                stopped,
                placing,
                reason,
                holding,
                taskBefore);
    }

    InstanceRecovery placed(Placing next) {
        return with(settledMigration, slowTold, stopped, next, holding, taskBefore);
    }

    InstanceRecovery foundStopped() {
        return with(settledMigration, slowTold, true, placing, holding, taskBefore);
    }

    InstanceRecovery toldSlow() {
        return with(settledMigration, true, stopped, placing, holding, taskBefore);
    }

    InstanceRecovery settled(String migrationId) {
        return with(Optional.of(migrationId), slowTold, stopped, placing, holding, taskBefore);
    }

    /** @param record the unfinished record that holds it; empty if its status does */
    InstanceRecovery heldBy(Optional<Migration> record) {
        return with(settledMigration, slowTold, stopped, placing, holding.by(record), taskBefore);
    }

    InstanceRecovery releasedBy(String operator) {
        return with(settledMigration, slowTold, stopped, placing, holding.releasedBy(operator), taskBefore);
    }

    /** Seen with this task, or none, while no call for it was under way. */
    InstanceRecovery seenIn(Optional<String> task) {
        return with(settledMigration, slowTold, stopped, placing, holding, task);
    }

    private InstanceRecovery with(
            Optional<String> settledAs,
            boolean told,
            boolean wasStopped,
            Placing placed,
            Holding held,
            Optional<String> task) {
        return new InstanceRecovery(
                id,
                name,
                state,
                disk,
                attempts,
                startedAt,
                askedAt,
                notBefore,
                destination,
                settledAs,
                finishedAt,
                told,
                wasStopped,
                placed,
                detail,
                held,
                task);
    }

    /** Whether it waits for nothing but a slot and a fresh proof. */
    public boolean mayBeAskedAt(Instant now) {
        return (state == InstanceState.PENDING || state == InstanceState.WAITING)
                && notBefore.map(at -> !now.isBefore(at)).orElse(true);
    }
}
