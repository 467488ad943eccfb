package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.StopResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stops instances again that were stopped when their host died. Nova leaves a stopped instance stopped when it evacuates it, but
 * starts what it evacuates out of error, which is what an attempt that failed has left behind.
 */
final class StopSteps {
    /** Whether an evacuated instance runs although it was stopped. */
    static boolean applies(InstanceRecovery instance, Instance seen) {
        return instance.stopped() && instance.attempts() > 0 && seen.status() == InstanceStatus.ACTIVE;
    }

    static InstanceRecovery toBeStopped(InstanceRecovery instance, String to) {
        return instance.state() == InstanceState.TO_STOP
                ? instance
                : instance.in(
                        InstanceState.TO_STOP,
                        Optional.empty(),
                        "it was stopped, and Nova has started it on " + to + ": it is stopped again");
    }

    void proceed(Draft draft) {
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (instance.state() == InstanceState.TO_STOP && draft.isDue(instance.notBefore())) {
                draft.put(instance.in(InstanceState.STOPPING, Optional.empty(), instance.detail()));
                draft.issue(id -> new Command.StopInstance(id, draft.host(), instance.id()));
            }
        }
    }

    /** Its status tells whether it is stopped. */
    void answered(Draft draft, IncidentEvent.StopAnswered event) {
        InstanceRecovery instance = draft.instances.get(event.instanceId());
        if (instance == null || instance.state() != InstanceState.STOPPING) {
            return;
        }
        if (event.result() instanceof StopResult.Refused refused) {
            draft.announceOnce(
                    AnnouncementKind.INSTANCE,
                    instance.name() + " (" + instance.id() + ") could not be stopped again: " + refused.detail());
        }
        again(draft, instance, draft.now.plus(draft.config.retryMinimum()));
    }

    void notRun(Draft draft, String instanceId) {
        InstanceRecovery instance = draft.instances.get(instanceId);
        if (instance != null && instance.state() == InstanceState.STOPPING) {
            again(draft, instance, draft.now.plus(draft.config.pollInterval()));
        }
    }

    /** Calls that were written down and have no answer: to stop it twice does no harm. */
    void resume(Draft draft) {
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (instance.state() == InstanceState.STOPPING) {
                again(draft, instance, draft.now);
            }
        }
    }

    private static void again(Draft draft, InstanceRecovery instance, Instant at) {
        draft.put(instance.in(InstanceState.TO_STOP, Optional.of(at), instance.detail()));
        ProgressSteps.lookSoon(draft);
    }
}
