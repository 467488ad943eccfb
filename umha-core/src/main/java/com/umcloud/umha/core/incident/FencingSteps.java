package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.assessment.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The steps to a reading of off: read, cut, read back, and begin again after a growing pause. */
final class FencingSteps {
    private final ProofSteps proof;
    private final boolean forced;

    FencingSteps(ProofSteps proof, boolean forced) {
        this.proof = proof;
        this.forced = forced;
    }

    /** Reads (or, when the round was in vain, begins the next one) as soon as it is due. */
    void proceed(Draft draft) {
        if (draft.isUnderWay(CommandKind.READ_POWER)
                || draft.isUnderWay(CommandKind.POWER_OFF)
                || !draft.isDue(draft.fencing.nextAt())) {
            return;
        }
        if (draft.fencing.readsLeft() == 0) {
            draft.fencing = draft.fencing.nextRound(draft.config.powerCheckCount());
        }
        draft.fencing = draft.fencing.due(Optional.empty());
        draft.issue(id -> new Command.ReadPower(id, draft.host(), draft.device()));
    }

    void powerRead(Draft draft, IncidentEvent.PowerRead read) {
        read.verified().ifPresent(device -> DeviceSteps.verified(draft, device));
        learn(draft, read.reading());
        switch (draft.state) {
            case FENCING -> {
                if (isOff(read.reading())) {
                    readsOff(draft, read);
                } else if (isOn(read.reading()) && draft.fencing.isConfirmedByOperator()) {
                    proof.againstWord(draft, "its fence device reads on");
                } else if (isVouched(draft.fencing, read.reading())) {
                    verify(draft, later(read.at(), draft.fencing.evidence().vouchedAt()));
                } else {
                    stillNotOff(draft, read.reading());
                }
            }
            case EVACUATING -> readWhileEvacuating(draft, read);
            case HELD, REHEARSED, VERIFYING, ISOLATING, RECOVERED, CLOSED -> {}
        }
    }

    private void learn(Draft draft, PowerReading reading) {
        if (isOn(reading)) {
            draft.fencing = draft.fencing.deviceSeenOn();
        }
        if (!isUnreachable(reading)) {
            draft.fencing = draft.fencing.reachable();
        }
    }

    /** Off is proof, unless the host was heard since or the device was never seen to say anything else. */
    private void readsOff(Draft draft, IncidentEvent.PowerRead read) {
        if (draft.isHeardAfter(read.at())) {
            int left = draft.fencing.readsLeft() - 1;
            if (left > 0) {
                draft.reason = "power reads off, yet the host was heard since; read again";
                draft.fencing = draft.fencing.unproven(left, draft.now.plus(draft.config.powerCheckInterval()));
            } else {
                proof.contradicted(draft, "it is heard after each of the reads");
            }
            return;
        }
        if (!draft.fencing.evidence().deviceSeenOn() && !draft.fencing.isConfirmedByOperator()) {
            inVain(
                    draft,
                    "power reads off, but this device was never seen to read on: it may control another system;"
                            + " correct ipmi_info, or confirm that the host is off",
                    false,
                    draft.pause(draft.fencing.round()));
            return;
        }
        if (draft.fencing.isForced()) {
            draft.fencing = draft.fencing.unconfirmed();
        }
        verify(draft, read.at());
    }

    private static void verify(Draft draft, Instant proofAt) {
        draft.fencing = draft.fencing.proven(proofAt);
        draft.enter(IncidentState.VERIFYING, "the host counts as off; making sure that it is the right one");
    }

    /** Without an answer of the device somebody has to vouch for it; on is never off. */
    private static boolean isVouched(Fencing fencing, PowerReading reading) {
        return reading instanceof PowerReading.Unknown
                && (fencing.isConfirmedByOperator() || (fencing.isForced() && fencing.onlyUnreachable()));
    }

    private void readWhileEvacuating(Draft draft, IncidentEvent.PowerRead read) {
        if (isOn(read.reading())) {
            proof.revoke(draft, "its power reads on again");
        } else if (isOff(read.reading()) || isVouched(draft.fencing, read.reading())) {
            draft.fencing = draft.fencing.proven(read.at()).troubled("");
            if (!AskingSteps.isFresh(draft)) {
                pauseEvacuation(draft, "reading the power takes longer than a reading may be old");
            }
        } else {
            pauseEvacuation(draft, describe(read.reading()));
            draft.fencing = draft.fencing.troubledByReading();
        }
    }

    private static void pauseEvacuation(Draft draft, String why) {
        draft.announceTrouble(AnnouncementKind.FENCE_TROUBLE, "evacuation pauses: " + why);
        draft.fencing = draft.fencing.due(Optional.of(draft.now.plus(draft.config.pollInterval())));
    }

    private void stillNotOff(Draft draft, PowerReading reading) {
        if (!draft.fencing.cutInRound()) {
            if (reading instanceof PowerReading.Unknown unknown && isAboutCredentials(unknown.failure())) {
                // every further try brings the device nearer to locking the account
                inVain(draft, describe(reading), true, draft.config.retryMaximum());
            } else if (draft.halted().isPresent()) {
                draft.announceTrouble(
                        AnnouncementKind.HELD,
                        "the power is not cut: " + draft.halted().get());
                draft.fencing = draft.fencing.unproven(0, draft.now.plus(draft.config.retryMinimum()));
            } else {
                boolean again = draft.fencing.powerOffSentAt().isPresent();
                // what has begun is brought to an end, whatever the host does by now
                Set<Fault> unlessOver = draft.fencing.isUntouched() ? Set.copyOf(draft.faults) : Set.of();
                draft.issue(id -> new Command.PowerOff(id, draft.host(), again, draft.device(), unlessOver));
            }
            return;
        }
        int left = draft.fencing.readsLeft() - 1;
        if (left > 0) {
            draft.fencing = draft.fencing.unproven(left, draft.now.plus(draft.config.powerCheckInterval()));
        } else {
            inVain(
                    draft,
                    (draft.fencing.powerOffSentAt().isPresent()
                                    ? "power-off was sent and "
                                    : "power-off could not be sent and ")
                            + describe(reading) + " after " + draft.config.powerCheckCount()
                            + " reads",
                    reading instanceof PowerReading.Unknown,
                    draft.pause(draft.fencing.round()));
        }
    }

    /** The device has been read beside the incident: what waits only because it could not be read is tried at once. */
    static void readable(Draft draft) {
        if (draft.fencing.nextAt().isPresent() && draft.fencing.unreadable()) {
            draft.fencing = draft.fencing.due(Optional.empty()).troubled("");
        }
    }

    /**
     * The round failed: told, and tried again after a pause; the forced mode may take over.
     *
     * @param unreadable whether it failed because the power could not be read
     */
    private void inVain(Draft draft, String why, boolean unreadable, Duration pause) {
        if (forced
                && draft.fencing.onlyUnreachable()
                && draft.fencing.confirmedBy().isEmpty()) {
            draft.announce(
                    AnnouncementKind.FENCE_TROUBLE,
                    why + "; " + Fencing.FORCED
                            + " = true: going on UNPROVEN if the host stays silent on every witness");
            draft.fencing = draft.fencing.confirmed(Fencing.FORCED, draft.now).unproven(1, draft.now);
            return;
        }
        draft.announceTrouble(AnnouncementKind.FENCE_TROUBLE, why);
        if (unreadable) {
            draft.fencing = draft.fencing.troubledByReading();
        }
        draft.fencing = draft.fencing.unproven(0, draft.now.plus(pause));
    }

    void powerOffAnswered(Draft draft, IncidentEvent.PowerOffAnswered answered) {
        if (draft.state != IncidentState.FENCING) {
            return;
        }
        if (answered.result() instanceof PowerCommandResult.Refused refused) {
            refused(draft, refused);
        } else {
            // accepted, or perhaps carried out: either way the state tells
            if (answered.result() instanceof PowerCommandResult.Unknown unknown
                    && unknown.failure() != FenceFailure.UNREACHABLE) {
                draft.fencing = draft.fencing.reachable();
            }
            draft.fencing = draft.fencing.sent(answered.at());
        }
    }

    private void refused(Draft draft, PowerCommandResult.Refused refused) {
        boolean unreachable = refused.failure() == FenceFailure.UNREACHABLE;
        if (!unreachable) {
            draft.fencing = draft.fencing.reachable();
        }
        if (unreachable && forced) {
            // the forced mode rests on a whole round of reads without answer
            draft.fencing = draft.fencing.tried(draft.now.plus(draft.config.powerCheckInterval()));
            return;
        }
        inVain(
                draft,
                "power-off failed (" + refused.failure() + "): " + refused.detail(),
                false,
                isAboutCredentials(refused.failure())
                        ? draft.config.retryMaximum()
                        : draft.pause(draft.fencing.round()));
    }

    private static boolean isAboutCredentials(FenceFailure failure) {
        return failure == FenceFailure.WRONG_USER || failure == FenceFailure.WRONG_PASSWORD;
    }

    private static boolean isOn(PowerReading reading) {
        return reading instanceof PowerReading.Known known && known.state() == PowerState.ON;
    }

    private static boolean isOff(PowerReading reading) {
        return reading instanceof PowerReading.Known known && known.state() == PowerState.OFF;
    }

    private static boolean isUnreachable(PowerReading reading) {
        return reading instanceof PowerReading.Unknown unknown && unknown.failure() == FenceFailure.UNREACHABLE;
    }

    private static Instant later(Instant read, Optional<Instant> vouched) {
        return vouched.filter(at -> at.isAfter(read)).orElse(read);
    }

    private static String describe(PowerReading reading) {
        if (reading instanceof PowerReading.Known known) {
            return "power reads " + (known.state() == PowerState.ON ? "on" : "off");
        }
        PowerReading.Unknown unknown = (PowerReading.Unknown) reading;
        return "power cannot be read (" + unknown.failure() + "): " + unknown.detail();
    }
}
