package com.umcloud.umha.core.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes over what was learned of single instances. */
final class ProgressSteps {
    private ProgressSteps() {}

    /** Those whose state a look at the cloud can change. */
    static List<InstanceRecovery> watched(Draft draft) {
        return draft.instances.values().stream()
                .filter(i -> !i.state().isOver() && !i.state().isAsking())
                .toList();
    }

    static void apply(Draft draft, InstanceRecovery before, InstanceProgress.Step step) {
        if (step instanceof InstanceProgress.Step.Became became) {
            InstanceRecovery after = became.instance();
            if (after.state().isOver()) {
                finish(draft, after);
            } else if (!after.equals(before)) {
                draft.put(after);
                if (after.slowTold() && !before.slowTold()) {
                    draft.announce(AnnouncementKind.SLOW, before.name() + " (" + before.id() + "): " + after.detail());
                }
                if (before.state() != InstanceState.HELD || before.holding().wasReleased()) {
                    Outcomes.tellIfNotAsked(draft, after);
                }
            }
        } else if (step instanceof InstanceProgress.Step.Failed failed) {
            retry(draft, failed.instance(), failed.detail(), failed.on());
            InstanceRecovery after = draft.instances.get(before.id());
            if (failed.unsettled() && after != null && after.state() == InstanceState.PENDING) {
                // the cloud ends the record before it lets go of the instance, and would take the next call for the
                // last
                Instant rest = draft.now.plus(draft.config.pollInterval());
                draft.put(after.in(InstanceState.PENDING, Optional.of(rest), after.detail()));
            }
        }
    }

    /** The cloud did not take it on. */
    static void retry(Draft draft, InstanceRecovery instance, String detail) {
        retry(draft, instance, detail, Optional.empty());
    }

    /**
     * What a named destination did not take goes wherever the scheduler finds room, at once. What failed on a host of the
     * scheduler's choice is named to another one later: the scheduler knows of no failure, and would choose the same again.
     */
    private static void retry(Draft draft, InstanceRecovery instance, String detail, Optional<String> on) {
        if (instance.placing().requested().isPresent()) {
            String named = instance.placing().requested().get() + " did not take it: " + detail;
            draft.put(instance.placed(instance.placing().refused()).in(InstanceState.PENDING, Optional.empty(), named));
        } else {
            retryLater(
                    draft,
                    on.map(host -> instance.placed(instance.placing().failedOn(host)))
                            .orElse(instance),
                    detail);
        }
    }

    private static void retryLater(Draft draft, InstanceRecovery instance, String detail) {
        Instant at = draft.now.plus(draft.pause(instance.attempts()));
        draft.put(instance.in(InstanceState.WAITING, Optional.of(at), detail));
        draft.announce(
                AnnouncementKind.INSTANCE,
                instance.name() + " (" + instance.id() + ") waits, attempt " + instance.attempts() + ": " + detail);
    }

    static void finish(Draft draft, InstanceRecovery instance) {
        draft.put(instance);
        Outcomes.tell(draft, instance);
        if (ListingSteps.isOver(draft)) {
            lookSoon(draft);
        }
    }

    static void lookSoon(Draft draft) {
        if (draft.state == IncidentState.EVACUATING) {
            draft.nextAt = Optional.empty();
        }
    }
}
