package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Instance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Instances that are found on a host after it was listed: a live migration that the cloud has handed over since, or one that its
 * lists lacked before. What is on a host that is off is evacuated like the others.
 */
final class LatecomerSteps {
    private LatecomerSteps() {}

    static void found(Draft draft, List<Instance> instances) {
        List<Instance> news = instances.stream()
                .filter(i -> i.host().equals(Optional.of(draft.host())) && !draft.instances.containsKey(i.id()))
                .toList();
        if (news.isEmpty()) {
            return;
        }
        String names =
                news.stream().map(i -> i.name() + " (" + i.id() + ")").sorted().collect(Collectors.joining(", "));
        if (draft.state == IncidentState.EVACUATING && draft.listed) {
            // they are not kept waiting for the others
            draft.listed = false;
            draft.nextAt = Optional.empty();
        } else if (draft.state == IncidentState.RECOVERED && draft.wellSince.isEmpty()) {
            afterRecovery(draft, news, names);
        }
    }

    private static void afterRecovery(Draft draft, List<Instance> news, String names) {
        if (draft.fencing.proofAt().isPresent()) {
            reopen(draft, names);
        } else {
            leave(draft, news, names);
        }
    }

    /** The power is read again before anything is asked for. */
    private static void reopen(Draft draft, String names) {
        draft.told = Told.NOTHING;
        draft.summaryTold = false;
        draft.listed = false;
        draft.viewedAt = Optional.empty();
        String why = "found on the host after its recovery: " + names;
        draft.enter(IncidentState.EVACUATING, why);
        draft.announce(
                AnnouncementKind.LATECOMERS, why + "; the host is still off, what is on it is evacuated as well");
    }

    /** The host may be on, and somebody at work on it: its power is not cut once more for them. */
    private static void leave(Draft draft, List<Instance> news, String names) {
        InstancePlan plan = new InstancePlan(draft, List.of());
        for (Instance instance : news) {
            draft.put(plan.of(instance)
                    .excluded(
                            "it was found on the host after its recovery, when that did not count as off any more",
                            draft.now));
        }
        draft.announce(
                AnnouncementKind.LATECOMERS,
                "found on the host after its recovery: " + names
                        + "; the host does not count as off any more, what is on it is left there");
    }
}
