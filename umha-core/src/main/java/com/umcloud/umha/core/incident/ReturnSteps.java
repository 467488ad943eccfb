package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.incident.HostReturn.PowerOn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From the outcome of the last instance to the host's return: its power is switched on where that is configured, it is
 * awaited, and given back to the cloud.
 */
final class ReturnSteps {
    private static final Set<CommandKind> KINDS =
            Set.of(CommandKind.READ_POWER, CommandKind.POWER_ON, CommandKind.LOOK, CommandKind.RELEASE);

    /** Once, and once more if it turns out that nothing came of it. */
    private static final int POWER_ONS = 2;

    /** Whether the answer is about the return. */
    boolean isMeant(Draft draft, PendingCommand command) {
        return draft.state == IncidentState.RECOVERED && KINDS.contains(command.kind());
    }

    /** Since when the host has to be well, and whether that is long enough; called with each observation of a well one. */
    static boolean isStable(Draft draft) {
        if (draft.wellSince.isEmpty()) {
            draft.wellSince = Optional.of(draft.now);
            return false;
        }
        return !draft.now.isBefore(draft.wellSince.get().plus(stable(draft)));
    }

    private static Duration stable(Draft draft) {
        return draft.config.hostReturn().stable();
    }

    /** A rehearsal ends when its host is well; nothing was done to it. */
    void rehearsed(Draft draft, boolean well) {
        if (!well) {
            draft.wellSince = Optional.empty();
        } else if (isStable(draft)) {
            returned(draft, "the host is well again");
        }
    }

    void assessed(Draft draft, HostAssessment assessment, ServiceSeen service) {
        if (!service.inService()) {
            draft.hostReturn = draft.hostReturn.seenOut();
        } else if (draft.hostReturn.takenOut()
                && assessment.observation().liveness() == Liveness.ALIVE
                && assessment.observation().power() != PowerObservation.OFF
                && !draft.isUnderWay(CommandKind.RELEASE)) {
            // its next failure has to find no open incident; a dead host is not put into service, a list may be old
            returned(draft, "the host is in service again: somebody has enabled its compute service");
            return;
        }
        if (!assessment.isWell()) {
            startOver(draft);
        } else if (isStable(draft)) {
            stable(draft, service);
        } else {
            draft.reason =
                    "the host is back; it has to be well for " + stable(draft).toSeconds() + " s";
        }
    }

    private static void startOver(Draft draft) {
        if (draft.wellSince.isPresent()) {
            draft.reason = "the host came back and is not well any more; its return is awaited anew";
        }
        draft.wellSince = Optional.empty();
        draft.hostReturn = draft.hostReturn.notTried();
        draft.nextAt = Optional.empty();
        draft.forget(CommandKind.LOOK);
    }

    private static void stable(Draft draft, ServiceSeen service) {
        if (draft.config.hostReturn().leaveDisabled()) {
            returned(
                    draft,
                    "the host is back and well; its compute service stays disabled until an operator enables it");
            return;
        }
        boolean busy = draft.isUnderWay(CommandKind.LOOK) || draft.isUnderWay(CommandKind.RELEASE);
        if (busy || !draft.isDue(draft.nextAt)) {
            return;
        }
        Optional<String> halted = draft.surroundings.halted();
        if (halted.isPresent()) {
            draft.reason = "the host is back and well; it is not enabled: " + halted.get();
            return;
        }
        draft.hostReturn = draft.hostReturn.tried(draft.now);
        Instant wellSince = draft.wellSince.orElse(draft.now);
        if (service.reportedAfter().filter(at -> at.isAfter(wellSince)).isEmpty()) {
            await(draft, "its compute service does not report to the cloud", draft.now);
            return;
        }
        draft.reason = "the host is back and well; it is being enabled";
        draft.issue(id -> new Command.Look(id, draft.host(), List.of(), List.of(), false));
    }

    void answered(Draft draft, PendingCommand command, IncidentEvent.Answer answer) {
        if (answer instanceof IncidentEvent.NotRun) {
            notRun(draft, command);
        } else if (answer instanceof IncidentEvent.InstancesSeen seen) {
            looked(draft, seen);
        } else if (answer instanceof IncidentEvent.LookFailed failed) {
            refused(draft, "its evacuations cannot be looked at: " + failed.detail());
        } else if (answer instanceof IncidentEvent.ReleaseAnswered released) {
            released(draft, released.result());
        } else if (answer instanceof IncidentEvent.PowerOnAnswered on) {
            switchedOn(draft, on.result());
        } else if (answer instanceof IncidentEvent.PowerRead read) {
            powerRead(draft, read.reading());
        }
    }

    private static void notRun(Draft draft, PendingCommand command) {
        Instant soon = draft.now.plus(draft.config.pollInterval());
        switch (command.kind()) {
            case POWER_ON -> draft.hostReturn = draft.hostReturn.powerOnNotGiven(soon);
            case READ_POWER ->
                draft.hostReturn = draft.hostReturn.powerOn(draft.hostReturn.powerOn(), Optional.of(soon));
            default -> draft.nextAt = Optional.of(soon);
        }
    }

    /** The cloud's records last: it is told about the host while they may still change, and enforces what remains. */
    private static void looked(Draft draft, IncidentEvent.InstancesSeen seen) {
        if (draft.wellSince.isEmpty()) {
            return;
        }
        long unfinished = seen.migrations().stream()
                .filter(m -> isUnfinishedEvacuation(m, draft.host()))
                .count();
        Optional<String> halted = draft.surroundings.halted();
        if (halted.isPresent()) {
            await(draft, halted.get(), pauseEnd(draft));
        } else if (unfinished > 0) {
            await(draft, unfinished + " evacuations from it are not over", pauseEnd(draft));
        } else {
            draft.issue(id -> new Command.Release(id, draft.host(), draft.isolationReason()));
        }
    }

    private static boolean isUnfinishedEvacuation(Migration migration, String source) {
        return migration.type() == MigrationType.EVACUATION
                && migration.state() == MigrationState.UNFINISHED
                && migration.source().equals(source);
    }

    private static void released(Draft draft, ReleaseResult result) {
        if (result instanceof ReleaseResult.Released) {
            returned(draft, "the host is back and well; its compute service is enabled again");
        } else if (result instanceof ReleaseResult.NotOurs kept) {
            String why = "the host is back; what an operator has set is kept: " + kept.detail();
            draft.forgetUnderWay();
            draft.enter(IncidentState.CLOSED, why);
            draft.announce(AnnouncementKind.LEFT_ALONE, why);
        } else if (result instanceof ReleaseResult.Waiting waiting) {
            await(draft, "the cloud does not let it go yet: " + waiting.detail(), pauseEnd(draft));
        } else if (result instanceof ReleaseResult.Refused refused) {
            refused(draft, refused.detail());
        }
    }

    private static Instant pauseEnd(Draft draft) {
        return draft.now.plus(draft.config.retryMinimum());
    }

    /** Something that is usually over soon: told once if it lasts. */
    private static void await(Draft draft, String what, Instant next) {
        draft.nextAt = Optional.of(next);
        draft.reason = "the host is back and well; it cannot be enabled yet: " + what;
        Instant patience = draft.hostReturn.triedSince().orElse(draft.now).plus(draft.config.serviceDownWait());
        if (draft.now.isAfter(patience)) {
            draft.announceOnce(AnnouncementKind.RETURN_DELAYED, draft.reason);
        }
    }

    private static void refused(Draft draft, String detail) {
        draft.hostReturn = draft.hostReturn.inVain();
        draft.nextAt = Optional.of(draft.now.plus(draft.pause(draft.hostReturn.attempts())));
        draft.reason = "the host is back and well; it could not be enabled: " + detail;
        draft.announceOnce(AnnouncementKind.RETURN_DELAYED, draft.reason);
    }

    private static void returned(Draft draft, String why) {
        draft.forgetUnderWay();
        draft.enter(IncidentState.CLOSED, why);
        draft.announce(AnnouncementKind.RETURNED, why);
    }

    /** Switches the power on, once nothing that was on the host can be asked for any more. */
    void proceed(Draft draft) {
        boolean busy = draft.isUnderWay(CommandKind.POWER_ON) || draft.isUnderWay(CommandKind.READ_POWER);
        boolean allOver =
                draft.instances.values().stream().allMatch(i -> i.state().isOver());
        if (!draft.config.hostReturn().powerOn() || busy || !allOver || !draft.isDue(draft.hostReturn.powerAt())) {
            return;
        }
        if (draft.hostReturn.powerOn() == PowerOn.NOT_GIVEN && draft.halted().isPresent()) {
            return;
        }
        if (draft.hostReturn.powerOn() == PowerOn.NOT_GIVEN) {
            draft.hostReturn = draft.hostReturn.powerOnGiven();
            draft.fencing = draft.fencing.refuted();
            draft.issue(id -> new Command.PowerOn(id, draft.host(), draft.device()));
        } else if (draft.hostReturn.powerOn() == PowerOn.DOUBTFUL) {
            draft.issue(id -> new Command.ReadPower(id, draft.host(), draft.device()));
        }
    }

    private static void switchedOn(Draft draft, PowerCommandResult result) {
        if (result instanceof PowerCommandResult.Accepted) {
            isOn(draft);
        } else if (result instanceof PowerCommandResult.Refused refused) {
            notOn(draft, refused.detail() + " (" + refused.failure() + ")");
        } else {
            Instant next = draft.now.plus(draft.config.powerCheckInterval());
            draft.hostReturn = draft.hostReturn.powerOn(PowerOn.DOUBTFUL, Optional.of(next));
        }
    }

    private static void powerRead(Draft draft, PowerReading reading) {
        if (draft.hostReturn.powerOn() != PowerOn.DOUBTFUL) {
            return;
        }
        if (reading instanceof PowerReading.Unknown unknown) {
            notOn(draft, "the command was not answered, and the power cannot be read: " + unknown.detail());
        } else if (((PowerReading.Known) reading).state() == PowerState.ON) {
            isOn(draft);
        } else if (draft.hostReturn.powerOns() < POWER_ONS) {
            draft.hostReturn = draft.hostReturn.powerOn(PowerOn.NOT_GIVEN, Optional.empty());
        } else {
            notOn(draft, "the command was not answered, and the power reads off");
        }
    }

    private static void isOn(Draft draft) {
        draft.hostReturn = draft.hostReturn.powerOn(PowerOn.OVER, Optional.empty());
        draft.announce(AnnouncementKind.POWERED_ON, "every instance has its outcome; the host is switched on again");
    }

    private static void notOn(Draft draft, String why) {
        draft.hostReturn = draft.hostReturn.powerOn(PowerOn.OVER, Optional.empty());
        draft.announce(AnnouncementKind.POWER_ON_FAILED, "the host could not be switched on: " + why);
    }

    /** A recovered host may live again: that is no contradiction, but it is not proven off any longer. */
    void signOfLife(Draft draft, Instant at) {
        boolean after = draft.fencing
                .proofAt()
                .map(proof -> at.isAfter(proof.plus(Draft.IN_FLIGHT)))
                .orElse(false);
        if (after) {
            draft.fencing = draft.fencing.refuted();
        }
    }

    /** After a start: what was asked of the cloud may be asked again, the power is read before. */
    void resume(Draft draft) {
        draft.hostReturn = draft.hostReturn.notTried();
        if (draft.hostReturn.powerOn() == PowerOn.GIVEN) {
            draft.hostReturn = draft.hostReturn.powerOn(PowerOn.DOUBTFUL, Optional.empty());
        }
    }
}
