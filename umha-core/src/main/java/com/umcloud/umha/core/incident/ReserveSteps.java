package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.ReserveResult;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts reserved hosts into service, one at a time, while instances find no room. */
final class ReserveSteps {
    void proceed(Draft draft) {
        boolean wanting = draft.instances.values().stream().anyMatch(i -> i.state() == InstanceState.WAITING);
        if (wanting) {
            employNext(draft);
        }
    }

    static void employNext(Draft draft) {
        if (draft.isUnderWay(CommandKind.EMPLOY) || draft.halted().isPresent()) {
            return;
        }
        draft.surroundings.reserves().stream()
                .filter(host -> !draft.reserves.contains(host))
                .findFirst()
                .ifPresent(host -> draft.issue(id -> new Command.Employ(id, draft.host(), host)));
    }

    /** One that was being put into service may be in service by now, and is not reserved any more: it is asked for again. */
    void resume(Draft draft, String reserve) {
        draft.issue(id -> new Command.Employ(id, draft.host(), reserve));
    }

    void answered(Draft draft, IncidentEvent.ReserveAnswered event) {
        Set<String> tried = new HashSet<>(draft.reserves);
        tried.add(event.reserve());
        draft.reserves = tried;
        if (event.result() instanceof ReserveResult.Refused refused) {
            draft.announce(
                    AnnouncementKind.CLOUD_TROUBLE,
                    "the reserved host " + event.reserve() + " could not be put into service: " + refused.detail());
            return;
        }
        draft.announce(
                AnnouncementKind.RESERVE,
                "there is not enough room: the reserved host " + event.reserve() + " was put into service");
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (instance.state() == InstanceState.WAITING) {
                draft.put(instance.in(
                        InstanceState.PENDING, Optional.empty(), event.reserve() + " was put into service for it"));
            }
        }
    }
}
