package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.core.placement.Candidate;
import com.umcloud.umha.core.placement.CapacityForecast;
import com.umcloud.umha.core.placement.Forecast;
import com.umcloud.umha.core.placement.Need;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which instances are on the host, what is to become of each, and whether there is room for them. */
final class ListingSteps {
    /** Asks for the instances while the host is fenced and isolated, so that no time is lost when it is. */
    void lookAhead(Draft draft) {
        boolean ahead = draft.hasEntered(IncidentState.FENCING)
                || draft.hasEntered(IncidentState.VERIFYING)
                || (draft.hasEntered(IncidentState.ISOLATING) && !isJustListed(draft));
        if (ahead && !draft.isUnderWay(CommandKind.LIST_INSTANCES)) {
            draft.issue(id -> new Command.ListInstances(id, draft.host()));
        }
    }

    /** Whether what is known of the instances is so new that the cloud had better be left to the first calls. */
    static boolean isJustListed(Draft draft) {
        return !isOver(draft) && AskingSteps.isViewedLately(draft);
    }

    /** Asks for the instances if it is time to. */
    void list(Draft draft) {
        if (!draft.isUnderWay(CommandKind.LIST_INSTANCES) && draft.isDue(draft.nextAt)) {
            draft.forget(CommandKind.LOOK, CommandKind.VERIFY);
            draft.issue(id -> new Command.ListInstances(id, draft.host()));
        }
    }

    void listed(Draft draft, IncidentEvent.InstancesListed event) {
        switch (draft.state) {
            case REHEARSED -> rehearsed(draft, event);
            // the host may still be let go: nothing is decided about its instances yet
            case FENCING -> tellForecast(draft, planned(draft, event), event);
            case VERIFYING, ISOLATING -> {
                List<InstanceRecovery> planned = planned(draft, event);
                tellForecast(draft, planned, event);
                plan(draft, planned, event);
            }
            case EVACUATING -> evacuating(draft, event);
            case HELD, RECOVERED, CLOSED -> {}
        }
    }

    private static void evacuating(Draft draft, IncidentEvent.InstancesListed event) {
        boolean wasOver = isOver(draft);
        List<InstanceRecovery> planned = planned(draft, event);
        plan(draft, planned, event);
        if (!draft.listed) {
            draft.listed = true;
            if (tellForecast(draft, planned, event)) {
                ReserveSteps.employNext(draft);
            }
            tellArrivals(draft, event);
            long open = draft.instances.values().stream()
                    .filter(i -> !i.state().isOver())
                    .count();
            draft.reason = "evacuating " + Counted.instances(open);
            draft.announce(AnnouncementKind.EVACUATING, draft.reason);
        }
        draft.nextAt = wasOver ? Optional.empty() : draft.nextAt;
        if (isOver(draft)) {
            long recovered = draft.instances.values().stream()
                    .filter(i -> i.state() == InstanceState.RECOVERED)
                    .count();
            String summary = Counted.instancesOf(recovered, draft.instances.size()) + " recovered";
            draft.told = Told.NOTHING;
            draft.enter(IncidentState.RECOVERED, summary);
            draft.announce(AnnouncementKind.RECOVERED, summary);
        }
    }

    /** What was on its way here and never arrived is still on the host that it left, and goes on there or nowhere. */
    private static void tellArrivals(Draft draft, IncidentEvent.InstancesListed event) {
        event.migrations().stream()
                .filter(m -> m.type() == MigrationType.EVACUATION
                        && m.destination().equals(Optional.of(draft.host()))
                        && DeadDestinations.failedByDeath(m))
                .forEach(m -> draft.announce(
                        AnnouncementKind.INSTANCE,
                        "instance " + m.instanceId() + " was being evacuated from " + m.source()
                                + " to here: that has failed, and it has to be evacuated from " + m.source()
                                + " again"));
    }

    static boolean isOver(Draft draft) {
        return draft.instances.values().stream().allMatch(i -> i.state().isOver());
    }

    private static List<InstanceRecovery> planned(Draft draft, IncidentEvent.InstancesListed event) {
        InstancePlan plan = new InstancePlan(draft, event.migrations());
        return event.instances().stream().map(plan::of).toList();
    }

    /** Takes up those that were not known, and looks at the others as far as they are in the list. */
    private static void plan(Draft draft, List<InstanceRecovery> planned, IncidentEvent.InstancesListed event) {
        Map<String, Instance> byId = new HashMap<>();
        event.instances().forEach(i -> byId.put(i.id(), i));
        boolean all = draft.instances.values().stream().allMatch(i -> i.state().isOver() || byId.containsKey(i.id()));
        InstanceProgress progress = new InstanceProgress(draft, event.migrations());
        for (InstanceRecovery known : ProgressSteps.watched(draft)) {
            if (byId.containsKey(known.id())) {
                ProgressSteps.apply(draft, known, progress.of(known, Optional.of(byId.get(known.id()))));
            }
        }
        for (InstanceRecovery news : planned) {
            if (!draft.instances.containsKey(news.id())) {
                draft.put(news);
                Outcomes.tellIfNotAsked(draft, news);
            }
        }
        // those that are not in the list may have left the host: they are looked at before anything is asked for them
        draft.viewedAt = all ? Optional.of(draft.now) : Optional.empty();
        draft.groups = event.groups();
    }

    private static void rehearsed(Draft draft, IncidentEvent.InstancesListed event) {
        List<InstanceRecovery> planned = planned(draft, event);
        planned.forEach(draft::put);
        long moved = planned.stream().filter(i -> !i.state().isOver()).count();
        draft.listed = true;
        draft.announce(
                AnnouncementKind.REHEARSED,
                "the host would be powered off and " + Counted.instancesOf(moved, draft.instances.size())
                        + " would be evacuated now"
                        + forecast(draft, planned, event)
                                .filter(Forecast::known)
                                .map(f -> "; " + f.text(names(planned)))
                                .orElse(""));
    }

    /** Tells if there is too little room; whether that is so. */
    private static boolean tellForecast(
            Draft draft, List<InstanceRecovery> planned, IncidentEvent.InstancesListed event) {
        Optional<Forecast> tooLittle = forecast(draft, planned, event).filter(f -> f.known() && !f.enough());
        tooLittle.ifPresent(f -> draft.announceOnce(AnnouncementKind.CAPACITY, f.text(names(planned))));
        return tooLittle.isPresent();
    }

    private static UnaryOperator<String> names(List<InstanceRecovery> planned) {
        Map<String, String> names = new HashMap<>();
        planned.forEach(i -> names.put(i.id(), i.name()));
        return id -> names.getOrDefault(id, id);
    }

    /** Whether the other hosts have room for all that would be evacuated; empty if nothing would. */
    private static Optional<Forecast> forecast(
            Draft draft, List<InstanceRecovery> planned, IncidentEvent.InstancesListed event) {
        List<Need> needs = planned.stream()
                .filter(i -> !i.state().isOver())
                .map(i -> new Need(i.id(), i.placing().needs()))
                .toList();
        return needs.isEmpty()
                ? Optional.empty()
                : Optional.of(CapacityForecast.of(needs, event.groups(), draft.host(), sameZone(draft)));
    }

    private static List<Candidate> sameZone(Draft draft) {
        return draft.surroundings.candidates().stream()
                .filter(c -> c.zone().equals(draft.surroundings.zone()))
                .toList();
    }
}
