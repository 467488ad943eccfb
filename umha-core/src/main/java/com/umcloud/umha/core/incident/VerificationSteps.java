package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What became of instances whose evacuation has ended. They are looked at beside what still moves: neither waits for the other.
 */
final class VerificationSteps {
    private VerificationSteps() {}

    static void proceed(Draft draft) {
        if (draft.isUnderWay(CommandKind.VERIFY)) {
            return;
        }
        List<String> ids = ended(draft)
                .filter(i -> draft.isDue(i.notBefore()))
                .map(InstanceRecovery::id)
                .toList();
        if (!ids.isEmpty()) {
            draft.issue(id -> new Command.Look(id, draft.host(), ids, List.of(), true));
        }
    }

    static void seen(Draft draft, IncidentEvent.InstancesSeen event) {
        if (!draft.looks()) {
            return;
        }
        Map<String, Instance> byId = new HashMap<>();
        event.instances().forEach(i -> byId.put(i.id(), i));
        InstanceProgress progress = new InstanceProgress(draft, event.migrations(), event.lastActions());
        for (InstanceRecovery instance :
                ended(draft).filter(i -> event.lookedAt().contains(i.id())).toList()) {
            ProgressSteps.apply(draft, instance, progress.of(instance, Optional.ofNullable(byId.get(instance.id()))));
        }
        wait(draft, event.lookedAt(), draft.config.pollInterval());
    }

    static void notRun(Draft draft) {
        wait(draft, draft.instances.keySet(), draft.config.pollInterval());
    }

    static void lookFailed(Draft draft) {
        wait(draft, draft.instances.keySet(), draft.pauseAfterLook());
    }

    /** Those that are not settled are looked at again a little later. */
    private static void wait(Draft draft, Set<String> ids, Duration pause) {
        Instant next = draft.now.plus(pause);
        ended(draft)
                .filter(i -> ids.contains(i.id()))
                .toList()
                .forEach(i -> draft.put(i.in(InstanceState.VERIFYING, Optional.of(next), i.detail())));
    }

    private static Stream<InstanceRecovery> ended(Draft draft) {
        return draft.instances.values().stream().filter(i -> i.state() == InstanceState.VERIFYING);
    }
}
