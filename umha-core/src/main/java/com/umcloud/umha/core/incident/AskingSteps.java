package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.core.placement.Choice;
import com.umcloud.umha.core.placement.DestinationPlanner;
import com.umcloud.umha.core.placement.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for evacuations: as many as there are slots, the most important first, each to a host that can take it. */
final class AskingSteps {
    /** So long what the cloud told of instances may be acted upon; the records of their migrations are read more often. */
    private static final Duration VIEW_LIFE = Duration.ofSeconds(10);

    /** Whether the view is so new that nothing needs to be looked at again yet: half of its life is left. */
    static boolean isViewedLately(Draft draft) {
        return draft.viewedAt
                .map(at -> draft.now.isBefore(at.plus(VIEW_LIFE.dividedBy(2))))
                .orElse(false);
    }

    /** Asks, once a view of the cloud and then a reading of off are fresh; otherwise sees to it that they become so. */
    void proceed(Draft draft) {
        boolean candidates =
                draft.instances.values().stream().anyMatch(i -> isDue(draft, i) || ResetSteps.isDue(draft, i));
        if (!candidates || freeSlots(draft) <= 0 || draft.surroundings.halted().isPresent()) {
            return;
        }
        if (!isViewed(draft.viewedAt, draft.now)) {
            // a look that failed has left none, and is repeated when it is due
            draft.nextAt = draft.viewedAt.isPresent() ? Optional.empty() : draft.nextAt;
        } else if (isFresh(draft)) {
            ResetSteps.reset(draft);
            ask(draft);
        } else if (!draft.isUnderWay(CommandKind.READ_POWER) && draft.isDue(draft.fencing.nextAt())) {
            draft.fencing = draft.fencing.due(Optional.empty());
            draft.issue(id -> new Command.ReadPower(id, draft.host(), draft.device()));
        }
    }

    private static boolean isDue(Draft draft, InstanceRecovery instance) {
        return instance.mayBeAskedAt(draft.now)
                && draft.surroundings.allots(instance.id())
                && !draft.isCancelledFor(instance);
    }

    static boolean isViewed(Optional<Instant> viewedAt, Instant now) {
        return viewedAt.map(at -> !now.isAfter(at.plus(VIEW_LIFE))).orElse(false);
    }

    private static long freeSlots(Draft draft) {
        long taken = draft.instances.values().stream()
                .filter(i -> i.state().takesSlot())
                .count();
        return draft.config.concurrentEvacuations() - taken;
    }

    /** A fifth of the proof's life has to be left, so that the call is on its way before it ends. */
    static boolean isFresh(Draft draft) {
        return isFresh(draft.fencing, draft.config, draft.now);
    }

    static boolean isFresh(Fencing fencing, RecoveryConfig config, Instant now) {
        Duration life = config.proofMaximumAge();
        Duration usable = life.minus(life.dividedBy(5));
        return fencing.proofAt().map(at -> !now.isAfter(at.plus(usable))).orElse(false);
    }

    private static void ask(Draft draft) {
        Instant notAfter = draft.fencing.proofAt().orElseThrow().plus(draft.config.proofMaximumAge());
        DestinationPlanner planner = planner(draft);
        long slots = freeSlots(draft);
        for (InstanceRecovery instance : byPriority(draft)) {
            if (slots <= 0) {
                return;
            }
            if (!isDue(draft, instance)) {
                continue;
            }
            Choice choice = choice(planner, draft, instance);
            if (!(choice instanceof Choice.Wait)) {
                slots--;
                Optional<String> to =
                        choice instanceof Choice.Named named ? Optional.of(named.host()) : Optional.empty();
                draft.put(instance.asked(draft.now, to));
                EvacuationRequest request = new EvacuationRequest(instance.id(), draft.host(), instance.disk(), to);
                draft.issue(id -> new Command.Evacuate(id, request, notAfter));
            }
        }
    }

    /** Instances of the same priority in the order in which they were listed. */
    private static List<InstanceRecovery> byPriority(Draft draft) {
        return draft.instances.values().stream()
                .sorted(Comparator.comparingInt(
                                (InstanceRecovery i) -> i.placing().priority())
                        .reversed())
                .toList();
    }

    /**
     * The call that says that the disk is shared goes past the scheduler if it names a host: only an operator's own choice is
     * named there, or another host when the scheduler's choice has failed. One that was refused with a named host is left to
     * the scheduler next.
     */
    private static Choice choice(DestinationPlanner planner, Draft draft, InstanceRecovery instance) {
        boolean pastScheduler = instance.disk() == DiskHandling.KEEP_SHARED
                && draft.config.placement().destination().isEmpty()
                && instance.placing().failed().isEmpty();
        return pastScheduler || instance.placing().isLeftToScheduler()
                ? new Choice.Scheduler()
                : planner.next(
                        new Need(instance.id(), instance.placing().needs()),
                        instance.placing().failed());
    }

    private static DestinationPlanner planner(Draft draft) {
        return new DestinationPlanner(
                draft.config.placement(),
                draft.host(),
                draft.surroundings.zone(),
                draft.surroundings.aggregates(),
                draft.surroundings.candidates(),
                groups(draft));
    }

    /** The groups with their members where they are by now, or are on their way to. */
    private static List<ServerGroup> groups(Draft draft) {
        return draft.groups.stream()
                .map(group -> {
                    Map<String, Optional<String>> members = new HashMap<>(group.members());
                    members.replaceAll(
                            (id, host) -> whereNow(draft.instances.get(id)).or(() -> host));
                    return new ServerGroup(group.id(), group.policy(), members);
                })
                .toList();
    }

    private static Optional<String> whereNow(@Nullable InstanceRecovery instance) {
        if (instance == null) {
            return Optional.empty();
        }
        return instance.state().mayBeMoving() ? instance.placing().requested() : instance.destination();
    }
}
