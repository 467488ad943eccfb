package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.ReserveResult;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts reserved hosts into service, one at a time, while instances find no room. */
final class ReserveSteps {
    /** So often a reserved host is asked for without an answer before another one may serve. */
    private static final int TRIES = 3;

    void proceed(Draft draft) {
        draft.doubtfulReserve
                .filter(doubt -> draft.isDue(Optional.of(doubt.nextAt())))
                .ifPresent(doubt -> resolve(draft, doubt));
        boolean wanting = draft.instances.values().stream().anyMatch(i -> i.state() == InstanceState.WAITING);
        if (wanting) {
            employNext(draft);
        }
    }

    /** To ask again is to look first: what an unanswered call has done is found, and what it has not done is done. */
    private static void resolve(Draft draft, DoubtfulReserve doubt) {
        if (isKept(draft)) {
            return;
        }
        boolean shownReserved = draft.surroundings.reserves().contains(doubt.host());
        if (doubt.unanswered() < TRIES || !shownReserved) {
            draft.issue(id -> new Command.Employ(id, draft.host(), doubt.host()));
            return;
        }
        settled(draft, doubt.host());
        draft.announce(
                AnnouncementKind.CLOUD_TROUBLE,
                "the reserved host " + doubt.host() + " was asked for " + doubt.unanswered()
                        + " times without an answer, and the cloud still shows it out of service: it counts as refused");
    }

    private static boolean isKept(Draft draft) {
        return draft.isUnderWay(CommandKind.EMPLOY) || draft.halted().isPresent();
    }

    static void employNext(Draft draft) {
        if (isKept(draft) || draft.doubtfulReserve.isPresent()) {
            return;
        }
        draft.surroundings.reserves().stream()
                .filter(host -> !draft.reserves.contains(host))
                .findFirst()
                .ifPresent(host -> draft.issue(id -> new Command.Employ(id, draft.host(), host)));
    }

    /** One that was being put into service may be in service by now, and is not reserved any more: it is asked for again. */
    void resume(Draft draft, String reserve) {
        again(draft, reserve, draft.now);
    }

    void notRun(Draft draft, String reserve, Instant next) {
        again(draft, reserve, next);
    }

    private static void again(Draft draft, String reserve, Instant next) {
        draft.doubtfulReserve = Optional.of(doubtOf(draft, reserve)
                .orElse(new DoubtfulReserve(reserve, 0, next))
                .later(next));
    }

    private static Optional<DoubtfulReserve> doubtOf(Draft draft, String reserve) {
        return draft.doubtfulReserve.filter(doubt -> doubt.host().equals(reserve));
    }

    private static void settled(Draft draft, String reserve) {
        Set<String> tried = new HashSet<>(draft.reserves);
        tried.add(reserve);
        draft.reserves = tried;
        draft.doubtfulReserve = Optional.empty();
    }

    void answered(Draft draft, IncidentEvent.ReserveAnswered event) {
        if (event.result() instanceof ReserveResult.Unknown unknown) {
            unanswered(draft, event.reserve(), unknown.detail());
            return;
        }
        settled(draft, event.reserve());
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

    /** No other one is put into service before it is known what became of this one. */
    private static void unanswered(Draft draft, String reserve, String detail) {
        int unanswered =
                1 + doubtOf(draft, reserve).map(DoubtfulReserve::unanswered).orElse(0);
        Instant next = draft.now.plus(draft.pause(unanswered));
        draft.doubtfulReserve = Optional.of(new DoubtfulReserve(reserve, unanswered, next));
        if (unanswered == 1) {
            draft.announce(
                    AnnouncementKind.CLOUD_TROUBLE,
                    "it is not known whether the reserved host " + reserve + " was put into service: " + detail
                            + "; it is looked for before another one is");
        }
    }
}
