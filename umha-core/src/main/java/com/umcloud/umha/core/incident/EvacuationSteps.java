package com.umcloud.umha.core.incident;

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

    private static final Duration WHOLE_VIEW = Duration.ofSeconds(10);

    private final ListingSteps listing;
    private final AskingSteps asking = new AskingSteps();

    EvacuationSteps(ListingSteps listing) {
        this.listing = listing;
    }

    void proceedIsolating(Draft draft) {
        if (draft.isUnderWay(CommandKind.ISOLATE) || !draft.isDue(draft.nextAt)) {
            return;
        }
        Optional<String> halted = draft.surroundings.halted();
        if (halted.isPresent()) {
            draft.reason = "the cloud is not told that the host is down: " + halted.get();
            draft.nextAt = Optional.of(draft.now.plus(draft.config.pollInterval()));
        } else {
            boolean perhapsBegun = draft.hostReturn.isolation() == HostReturn.Isolation.PERHAPS_HALF;
            draft.hostReturn = draft.hostReturn.isolationAsked();
            draft.issue(id -> new Command.Isolate(id, draft.host(), draft.isolationReason(), perhapsBegun));
        }
    }

    void isolated(Draft draft, IsolationResult result) {
        if (draft.state != IncidentState.ISOLATING) {
            return;
        }
        if (result instanceof IsolationResult.Isolated isolated) {
            draft.hostReturn = draft.hostReturn.isolated();
            if (!isolated.remark().isEmpty()) {
                draft.announce(AnnouncementKind.CLOUD_TROUBLE, isolated.remark());
            }
            draft.announce(AnnouncementKind.ISOLATED, "the cloud treats the host as down");
            draft.enter(IncidentState.EVACUATING, "listing its instances");
            draft.listed = false;
            // who was scheduled to the host before it was isolated is found a moment later
            draft.nextAt = ListingSteps.isJustListed(draft)
                    ? Optional.of(draft.now.plus(draft.config.pollInterval()))
                    : Optional.empty();
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

    /** Lists, looks, takes the proof anew, asks: whatever is due. */
    void proceedEvacuating(Draft draft) {
        if (!draft.listed || ListingSteps.isOver(draft)) {
            listing.list(draft);
        }
        if (!ListingSteps.isOver(draft)) {
            asking.proceed(draft);
            if (draft.listed) {
                look(draft);
                VerificationSteps.proceed(draft);
                Outcomes.interim(draft);
            }
        }
    }

    /** Watches what is on its way to its end, where the incident was cancelled and goes no further. */
    void proceedCancelled(Draft draft) {
        boolean moving =
                draft.instances.values().stream().anyMatch(i -> i.state().mayBeMoving());
        if (draft.looks() && moving) {
            look(draft);
            VerificationSteps.proceed(draft);
        }
    }

    /**
     * Looks at the records of what moves, which cost the cloud least, and from time to time at what only waits, so that all of it
     * was seen lately when it is asked for. What moves is looked at itself once its record has ended, by another command, and
     * every {@link #WHOLE_VIEW} anyway: it may have been deleted.
     */
    private static void look(Draft draft) {
        List<InstanceRecovery> open = draft.instances.values().stream()
                .filter(i -> !i.state().isOver() && i.state() != InstanceState.VERIFYING)
                .toList();
        boolean nothing = open.stream().allMatch(i -> i.state().isAsking());
        if (nothing || draft.isUnderWay(CommandKind.LOOK) || !draft.isDue(draft.nextAt)) {
            return;
        }
        boolean whole = isWholeViewDue(draft);
        boolean waitingSeen = !whole && AskingSteps.isViewedLately(draft);
        List<String> ids = open.stream()
                .filter(i -> whole || i.state() != InstanceState.RUNNING)
                .filter(i ->
                        !i.state().isAsking() && (!waitingSeen || !i.state().onlyWaits()))
                .map(InstanceRecovery::id)
                .toList();
        List<String> unexplained = open.stream()
                .filter(i -> i.state() == InstanceState.UNRESOLVED && draft.isDue(i.notBefore()))
                .map(InstanceRecovery::id)
                .toList();
        draft.issue(id -> new Command.Look(id, draft.host(), ids, unexplained, false));
    }

    /** Whether another ten seconds have begun since the last view. */
    private static boolean isWholeViewDue(Draft draft) {
        long length = WHOLE_VIEW.toSeconds();
        return draft.viewedAt
                .map(at -> at.getEpochSecond() / length != draft.now.getEpochSecond() / length)
                .orElse(true);
    }

    void lookFailed(Draft draft, String detail) {
        if (draft.state == IncidentState.REHEARSED) {
            draft.nextAt = Optional.of(draft.now.plus(draft.config.retryMinimum()));
            draft.announceOnce(
                    AnnouncementKind.REHEARSED,
                    "the host would be powered off now; its instances are not known: " + detail);
        } else if (draft.looks()) {
            draft.looksInVain++;
            notLooked(draft, Optional.of(draft.now.plus(draft.pauseAfterLook())));
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
            Instant next = draft.now.plus(draft.config.pollInterval());
            draft.nextAt = draft.nextAt.filter(next::isAfter).or(() -> Optional.of(next));
        } else if (result instanceof EvacuationResult.Gone) {
            ProgressSteps.finish(draft, instance.gone(draft.now));
        } else if (result instanceof EvacuationResult.Refused refused) {
            ProgressSteps.retry(draft, instance, refused.detail());
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
        if (!draft.looks()) {
            return;
        }
        List<InstanceRecovery> watched = ProgressSteps.watched(draft).stream()
                .filter(i -> i.state() != InstanceState.VERIFYING)
                .toList();
        boolean viewed = watched.stream()
                .allMatch(i ->
                        i.state() == InstanceState.RUNNING || event.lookedAt().contains(i.id()));
        Map<String, Instance> byId = new HashMap<>();
        event.instances().forEach(i -> byId.put(i.id(), i));
        InstanceProgress progress = new InstanceProgress(draft, event.migrations(), event.lastActions());
        boolean surprise = watched.stream()
                .anyMatch(
                        i -> i.state().onlyWaits() && !event.lookedAt().contains(i.id()) && progress.isMoving(i.id()));
        // what only waited and has a migration now is looked at before anything else is asked for
        Optional<Instant> before = surprise ? Optional.empty() : draft.viewedAt;
        draft.viewedAt = viewed ? Optional.of(draft.now) : before;
        draft.nextAt = Optional.empty();
        for (InstanceRecovery instance : watched) {
            InstanceProgress.Step step = event.lookedAt().contains(instance.id())
                    ? progress.of(instance, Optional.ofNullable(byId.get(instance.id())))
                    : progress.unseen(instance);
            ProgressSteps.apply(draft, instance, step);
        }
        if (!ListingSteps.isOver(draft)) {
            draft.nextAt = Optional.of(draft.now.plus(pauseBetweenLooks(draft)));
        }
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
        ProgressSteps.lookSoon(draft);
    }
}
