package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.ResetResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sets instances to error that the cloud would not evacuate as they are, where {@code reset_to_error} says so. */
final class ResetSteps {
    /** What Nova would evacuate but for its status, and with which nothing is being done. */
    private static final Set<InstanceStatus> POSSIBLE =
            Set.of(InstanceStatus.PAUSED, InstanceStatus.SUSPENDED, InstanceStatus.RESCUE);

    /** Whether an instance as it is seen is one to set to error. */
    static boolean applies(RecoveryConfig config, Instance seen) {
        return POSSIBLE.contains(seen.status())
                && config.selection().resetToError().contains(seen.status())
                && !InstancePlan.isBeingDeleted(seen);
    }

    static InstanceRecovery toBeReset(InstanceRecovery instance, Instance seen) {
        return instance.in(
                InstanceState.TO_RESET,
                Optional.empty(),
                "it was " + seen.status() + " and is set to error first, as configured");
    }

    static boolean isDue(Draft draft, InstanceRecovery instance) {
        return instance.state() == InstanceState.TO_RESET
                && draft.isDue(instance.notBefore())
                && !draft.isCancelledFor(instance);
    }

    /** Called only while the proof and the view of the cloud are fresh. */
    static void reset(Draft draft) {
        Instant notAfter = draft.fencing.proofAt().orElseThrow().plus(draft.config.proofMaximumAge());
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (isDue(draft, instance)) {
                draft.put(instance.in(InstanceState.RESETTING, Optional.empty(), instance.detail()));
                draft.issue(id -> new Command.ResetToError(id, draft.host(), instance.id(), notAfter));
            }
        }
    }

    /** Whatever was answered is looked at before the next step. */
    void answered(Draft draft, IncidentEvent.ResetAnswered event) {
        InstanceRecovery instance = draft.instances.get(event.instanceId());
        if (instance == null || instance.state() != InstanceState.RESETTING) {
            return;
        }
        if (event.result() instanceof ResetResult.Refused refused) {
            again(draft, instance, draft.now.plus(draft.config.retryMinimum()), refused.detail());
            draft.announceOnce(
                    AnnouncementKind.INSTANCE,
                    instance.name() + " (" + instance.id() + ") could not be set to error: " + refused.detail());
        } else {
            again(draft, instance, draft.now.plus(draft.config.pollInterval()), instance.detail());
        }
    }

    void notRun(Draft draft, String instanceId, String why) {
        InstanceRecovery instance = draft.instances.get(instanceId);
        if (instance != null && instance.state() == InstanceState.RESETTING) {
            again(draft, instance, draft.now.plus(draft.config.pollInterval()), why);
        }
    }

    /** Calls that were written down and have no answer: to set it to error twice does no harm. */
    void resume(Draft draft) {
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (instance.state() == InstanceState.RESETTING) {
                again(draft, instance, draft.now, "UMHA was restarted while it was set to error");
            }
        }
    }

    private static void again(Draft draft, InstanceRecovery instance, Instant at, String why) {
        draft.put(instance.in(InstanceState.TO_RESET, Optional.of(at), why));
        draft.viewedAt = Optional.empty();
        ProgressSteps.lookSoon(draft);
    }
}
