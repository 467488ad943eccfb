package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the proven-off host to an outcome for each of its instances. */
final class EvacuationSteps {
    /** So long a call of unknown outcome is looked for before it is repeated. */
    static final Duration UNKNOWN_OUTCOME = Duration.ofSeconds(90);

    /** So long what the cloud told of instances and migrations may be acted upon. */
    private static final Duration VIEW_LIFE = Duration.ofSeconds(5);

    void proceedIsolating(Draft draft) {
        if (!draft.isUnderWay(CommandKind.ISOLATE) && draft.isDue(draft.nextAt)) {
            draft.issue(id -> new Command.Isolate(id, draft.host(), draft.isolationReason()));
        }
    }

    void isolated(Draft draft, IsolationResult result) {
        if (draft.state != IncidentState.ISOLATING) {
            return;
        }
        if (result instanceof IsolationResult.Isolated) {
            draft.announce(AnnouncementKind.ISOLATED, "the cloud treats the host as down");
            draft.enter(IncidentState.EVACUATING, "listing its instances");
            draft.listed = false;
            draft.viewedAt = Optional.empty();
        } else if (result instanceof IsolationResult.Waiting waiting) {
            draft.nextAt = Optional.of(draft.now.plus(draft.config.serviceCheckInterval()));
            Instant patience = draft.fencing.proofAt().orElse(draft.now).plus(draft.config.serviceDownWait());
            if (draft.now.isAfter(patience)) {
                draft.announceTrouble(AnnouncementKind.CLOUD_TROUBLE, waiting.detail());
            }
        } else if (result instanceof IsolationResult.Refused refused) {
            draft.announceTrouble(
                    AnnouncementKind.CLOUD_TROUBLE, "the host could not be isolated: " + refused.detail());
            draft.nextAt = Optional.of(draft.now.plus(draft.config.retryMinimum()));
        }
    }

    /** A rehearsal ends with the list of what would be evacuated. */
    void proceedRehearsed(Draft draft) {
        if (!draft.listed) {
            list(draft);
        }
    }

    /** Lists, looks, takes the proof anew, asks: whatever is due. */
    void proceedEvacuating(Draft draft) {
        if (!draft.listed) {
            list(draft);
            return;
        }
        if (allOver(draft)) {
            list(draft);
            return;
        }
        evacuate(draft);
        look(draft);
        interim(draft);
    }

    /** Asks for as many as there are slots, once a view of the cloud and then a reading of off are fresh. */
    private static void evacuate(Draft draft) {
        boolean candidates = draft.instances.values().stream().anyMatch(i -> i.mayBeAskedAt(draft.now));
        if (!candidates || freeSlots(draft) <= 0) {
            return;
        }
        boolean viewed =
                draft.viewedAt.map(at -> !draft.now.isAfter(at.plus(VIEW_LIFE))).orElse(false);
        if (!viewed) {
            // a look that failed has left none, and is repeated when it is due
            draft.nextAt = draft.viewedAt.isPresent() ? Optional.empty() : draft.nextAt;
        } else if (isFresh(draft)) {
            ask(draft);
        } else if (!draft.isUnderWay(CommandKind.READ_POWER) && draft.isDue(draft.fencing.nextAt())) {
            draft.fencing = draft.fencing.due(Optional.empty());
            draft.issue(id -> new Command.ReadPower(id, draft.host()));
        }
    }

    /** All that are not over are looked at together, so that none that is missing in an answer was not asked for. */
    private static void look(Draft draft) {
        List<InstanceRecovery> open = draft.instances.values().stream()
                .filter(i -> !i.state().isOver())
                .toList();
        boolean allInFlight = open.stream().allMatch(i -> i.state() == InstanceState.REQUESTED);
        if (!allInFlight && !draft.isUnderWay(CommandKind.LOOK) && draft.isDue(draft.nextAt)) {
            List<String> ids = open.stream().map(InstanceRecovery::id).toList();
            draft.issue(id -> new Command.Look(id, draft.host(), ids));
        }
    }

    private static void list(Draft draft) {
        if (!draft.isUnderWay(CommandKind.LIST_INSTANCES) && draft.isDue(draft.nextAt)) {
            draft.forget(CommandKind.LOOK);
            draft.issue(id -> new Command.ListInstances(id, draft.host()));
        }
    }

    private static long freeSlots(Draft draft) {
        long taken = draft.instances.values().stream()
                .filter(i -> i.state().takesSlot())
                .count();
        return draft.config.concurrentEvacuations() - taken;
    }

    /** A fifth of the proof's life has to be left, so that the call is on its way before it ends. */
    static boolean isFresh(Draft draft) {
        Duration life = draft.config.proofMaximumAge();
        Duration usable = life.minus(life.dividedBy(5));
        return draft.fencing
                .proofAt()
                .map(at -> !draft.now.isAfter(at.plus(usable)))
                .orElse(false);
    }

    private static void ask(Draft draft) {
        Instant notAfter = draft.fencing.proofAt().orElseThrow().plus(draft.config.proofMaximumAge());
        long slots = freeSlots(draft);
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (slots > 0 && instance.mayBeAskedAt(draft.now)) {
                slots--;
                draft.put(instance.asked(draft.now));
                EvacuationRequest request =
                        new EvacuationRequest(instance.id(), draft.host(), instance.disk(), Optional.empty());
                draft.issue(id -> new Command.Evacuate(id, request, notAfter));
            }
        }
    }

    void listed(Draft draft, IncidentEvent.InstancesListed event) {
        if (draft.state == IncidentState.REHEARSED) {
            rehearsed(draft, event);
            return;
        }
        if (draft.state != IncidentState.EVACUATING) {
            return;
        }
        // those known before may have left the host: they are looked at before anything is asked for them
        draft.viewedAt = allOver(draft) ? Optional.of(draft.now) : Optional.empty();
        InstancePlan plan = new InstancePlan(draft.config, draft.host(), event.migrations(), draft.now);
        for (Instance instance : event.instances()) {
            if (!draft.instances.containsKey(instance.id())) {
                InstanceRecovery planned = plan.of(instance);
                draft.put(planned);
                if (planned.state().isOver()) {
                    tellOutcome(draft, planned);
                }
            }
        }
        if (!draft.listed) {
            draft.listed = true;
            draft.reason = "evacuating " + draft.instances.size() + " instances";
            draft.announce(AnnouncementKind.EVACUATING, draft.reason);
        }
        draft.nextAt = Optional.empty();
        if (allOver(draft)) {
            long recovered = draft.instances.values().stream()
                    .filter(i -> i.state() == InstanceState.RECOVERED)
                    .count();
            String summary = recovered + " of " + draft.instances.size() + " instances recovered";
            draft.told = Told.NOTHING;
            draft.enter(IncidentState.RECOVERED, summary);
            draft.announce(AnnouncementKind.RECOVERED, summary);
        }
    }

    private static void rehearsed(Draft draft, IncidentEvent.InstancesListed event) {
        InstancePlan plan = new InstancePlan(draft.config, draft.host(), event.migrations(), draft.now);
        event.instances().forEach(i -> draft.put(plan.of(i)));
        long moved = draft.instances.values().stream()
                .filter(i -> !i.state().isOver())
                .count();
        draft.listed = true;
        draft.announce(
                AnnouncementKind.REHEARSED,
                "the host would be powered off and " + moved + " of " + draft.instances.size()
                        + " instances would be evacuated now");
    }

    void lookFailed(Draft draft, String detail) {
        if (draft.state == IncidentState.REHEARSED) {
            draft.nextAt = Optional.of(draft.now.plus(draft.config.retryMinimum()));
            draft.announceOnce(
                    AnnouncementKind.REHEARSED,
                    "the host would be powered off now; its instances are not known: " + detail);
        } else if (draft.state == IncidentState.EVACUATING) {
            notLooked(draft, Optional.of(draft.now.plus(draft.config.pollInterval())));
            draft.announceTrouble(AnnouncementKind.CLOUD_TROUBLE, "the cloud cannot be asked: " + detail);
        }
    }

    void notLooked(Draft draft, Optional<Instant> next) {
        draft.viewedAt = Optional.empty();
        draft.nextAt = next;
    }

    void answered(Draft draft, IncidentEvent.EvacuationAnswered event) {
        InstanceRecovery instance = draft.instances.get(event.instanceId());
        if (instance == null || instance.state() != InstanceState.REQUESTED) {
            return;
        }
        EvacuationResult result = event.result();
        if (result instanceof EvacuationResult.Accepted) {
            draft.put(instance.in(InstanceState.RUNNING, Optional.empty(), "the cloud has taken it on"));
            lookSoon(draft);
        } else if (result instanceof EvacuationResult.Gone) {
            finish(draft, instance.gone(draft.now));
        } else if (result instanceof EvacuationResult.Refused refused) {
            retryLater(draft, instance, refused.detail());
            viewAgain(draft);
        } else if (result instanceof EvacuationResult.Unknown unknown) {
            Instant until = draft.now.plus(UNKNOWN_OUTCOME);
            draft.put(instance.in(InstanceState.UNRESOLVED, Optional.of(until), unknown.detail()));
        }
    }

    void notAsked(Draft draft, String instanceId, String why) {
        InstanceRecovery instance = draft.instances.get(instanceId);
        if (instance != null && instance.state() == InstanceState.REQUESTED) {
            draft.put(instance.notAsked(draft.now.plus(draft.config.pollInterval()), why));
            viewAgain(draft);
        }
    }

    /** Calls that were written down and have no answer may have arrived. */
    void resume(Draft draft) {
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (instance.state() == InstanceState.REQUESTED) {
                Instant until = draft.now.plus(UNKNOWN_OUTCOME);
                draft.put(instance.in(
                        InstanceState.UNRESOLVED, Optional.of(until), "UMHA was restarted while it was asked for"));
            }
        }
    }

    void seen(Draft draft, IncidentEvent.InstancesSeen event) {
        if (draft.state != IncidentState.EVACUATING) {
            return;
        }
        draft.viewedAt = Optional.of(draft.now);
        draft.nextAt = Optional.empty();
        Map<String, Instance> byId = new HashMap<>();
        event.instances().forEach(i -> byId.put(i.id(), i));
        InstanceProgress progress = new InstanceProgress(draft.config, draft.host(), event.migrations(), draft.now);
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (!instance.state().isOver() && instance.state() != InstanceState.REQUESTED) {
                apply(draft, instance, progress.of(instance, Optional.ofNullable(byId.get(instance.id()))));
            }
        }
        if (!allOver(draft)) {
            draft.nextAt = Optional.of(draft.now.plus(pauseBetweenLooks(draft)));
        }
    }

    private static boolean allOver(Draft draft) {
        return draft.instances.values().stream().allMatch(i -> i.state().isOver());
    }

    /** Where nothing moves the cloud is asked less often. */
    private static Duration pauseBetweenLooks(Draft draft) {
        boolean moving =
                draft.instances.values().stream().anyMatch(i -> i.state().takesSlot());
        Duration poll = draft.config.pollInterval();
        Duration idle = draft.config.retryMinimum();
        return moving || idle.compareTo(poll) < 0 ? poll : idle;
    }

    /** What was seen while a call was in flight was not applied to its instance. */
    private static void viewAgain(Draft draft) {
        draft.viewedAt = Optional.empty();
        lookSoon(draft);
    }

    private static void lookSoon(Draft draft) {
        if (draft.state == IncidentState.EVACUATING) {
            draft.nextAt = Optional.empty();
        }
    }

    private void apply(Draft draft, InstanceRecovery before, InstanceProgress.Step step) {
        if (step instanceof InstanceProgress.Step.Became became) {
            InstanceRecovery after = became.instance();
            if (after.state().isOver()) {
                finish(draft, after);
            } else if (!after.equals(before)) {
                draft.put(after);
                if (after.slowTold() && !before.slowTold()) {
                    draft.announce(AnnouncementKind.SLOW, before.name() + " (" + before.id() + "): " + after.detail());
                }
            }
        } else if (step instanceof InstanceProgress.Step.Failed failed) {
            retryLater(draft, failed.instance(), failed.detail());
        }
    }

    private static void retryLater(Draft draft, InstanceRecovery instance, String detail) {
        Instant at = draft.now.plus(draft.pause(instance.attempts()));
        draft.put(instance.in(InstanceState.WAITING, Optional.of(at), detail));
        draft.announce(
                AnnouncementKind.INSTANCE,
                instance.name() + " (" + instance.id() + ") waits, attempt " + instance.attempts() + ": " + detail);
    }

    private static void finish(Draft draft, InstanceRecovery instance) {
        draft.put(instance);
        tellOutcome(draft, instance);
        if (allOver(draft)) {
            lookSoon(draft);
        }
    }

    private static void tellOutcome(Draft draft, InstanceRecovery instance) {
        draft.announce(
                AnnouncementKind.INSTANCE,
                instance.name() + " (" + instance.id() + ") "
                        + switch (instance.state()) {
                            case RECOVERED ->
                                "recovered on " + instance.destination().orElse("another host");
                            case EXCLUDED -> "is left where it is";
                            case GONE -> "is gone";
                            case PENDING, REQUESTED, UNRESOLVED, RUNNING, WAITING, HELD -> "goes on";
                        }
                        + (instance.detail().isEmpty() ? "" : ": " + instance.detail()));
    }

    /** The first time that nothing is left but waiting, the operator hears how it stands. */
    private static void interim(Draft draft) {
        boolean moving = draft.instances.values().stream()
                .anyMatch(i -> i.state() == InstanceState.PENDING || i.state().takesSlot());
        if (!moving && !draft.summaryTold) {
            draft.summaryTold = true;
            long waiting = draft.instances.values().stream()
                    .filter(i -> !i.state().isOver())
                    .count();
            draft.announce(
                    AnnouncementKind.INTERIM,
                    waiting + " of " + draft.instances.size() + " instances wait and are tried again");
        }
    }
}
