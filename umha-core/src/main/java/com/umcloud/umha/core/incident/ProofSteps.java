package com.umcloud.umha.core.incident;

import java.time.Instant;
import java.util.Optional;

/** Everything that takes the proof that the host is off away again, and what an operator's word adds to it. */
final class ProofSteps {
    private final ReturnSteps returns;

    ProofSteps(ReturnSteps returns) {
        this.returns = returns;
    }

    /** A round of fencing begins: the host is asked anew, and what was asked about it before means nothing any more. */
    void begin(Draft draft, String why) {
        forgetQuestions(draft);
        draft.enter(IncidentState.FENCING, why);
        draft.fencing = draft.fencing.nextRound(draft.config.powerCheckCount());
    }

    /** The power is read again in the same round, after a pause. */
    void readAgain(Draft draft, String why) {
        forgetQuestions(draft);
        draft.enter(IncidentState.FENCING, why);
        draft.fencing = draft.fencing
                .again(draft.config.powerCheckCount())
                .due(Optional.of(draft.now.plus(draft.config.pollInterval())));
    }

    private static void forgetQuestions(Draft draft) {
        draft.forget(
                CommandKind.READ_POWER,
                CommandKind.PROBE_WITNESSES,
                CommandKind.ISOLATE,
                CommandKind.LIST_INSTANCES,
                CommandKind.LOOK,
                CommandKind.VERIFY);
    }

    void signOfLife(Draft draft, IncidentEvent.SignOfLife sign) {
        switch (draft.state) {
            case FENCING -> {
                note(draft, sign.at());
                refuteWord(draft, sign);
            }
            case VERIFYING, ISOLATING, EVACUATING -> {
                Instant proof = draft.fencing.proofAt().orElse(Instant.MIN);
                boolean perhapsBefore = !sign.at().isAfter(proof.plus(Draft.IN_FLIGHT));
                if (!perhapsBefore) {
                    note(draft, sign.at());
                    aliveAfterProof(draft, sign.at(), sign.witness());
                } else if (sign.at().isAfter(proof)) {
                    note(draft, sign.at());
                }
            }
            case RECOVERED -> returns.signOfLife(draft, sign.at());
            case HELD, REHEARSED, CLOSED -> {}
        }
    }

    /** A host that is heard has to be silent for an interval, unless its device is certainly its own. */
    private static void note(Draft draft, Instant at) {
        Evidence evidence = draft.fencing.evidence();
        boolean news = evidence.lastSign().map(at::isAfter).orElse(true);
        if (news) {
            boolean heardSinceOpened = at.isAfter(draft.openedAt()) && !evidence.deviceMatches();
            boolean quiet = draft.fencing.quietNeeded() || heardSinceOpened;
            draft.fencing = draft.fencing.needingQuiet(quiet).knowing(evidence.sign(at));
        }
    }

    /** An answered probe is a sign of life of this moment. */
    void answersProbe(Draft draft) {
        note(draft, draft.now);
        aliveAfterProof(draft, draft.now, "it still answers probes");
    }

    private void aliveAfterProof(Draft draft, Instant at, String witness) {
        if (draft.state != IncidentState.VERIFYING) {
            revoke(draft, witness);
            return;
        }
        Optional<Instant> cut = draft.fencing.powerOffSentAt();
        boolean mayStillEnd = cut.isPresent()
                && at.isBefore(cut.get().plus(draft.config.signsOfLifeEnd()))
                && draft.fencing.confirmedBy().isEmpty();
        if (mayStillEnd) {
            readAgain(draft, "power reads off; waiting for the host's last signs of life to end: " + witness);
        } else {
            contradicted(draft, witness);
        }
    }

    /** Off, they say, and alive, it says: told, and tried again after a growing pause. */
    void contradicted(Draft draft, String witness) {
        if (!draft.fencing.confirmedBy().isEmpty()) {
            againstWord(draft, witness);
            return;
        }
        begin(draft, witness);
        pauseBeforeNextRound(draft);
        draft.announceTrouble(
                AnnouncementKind.WRONG_DEVICE,
                "power reads off, yet there is a sign of life: " + witness
                        + "; its fence device may control another host, nothing is evacuated");
    }

    private static void pauseBeforeNextRound(Draft draft) {
        draft.fencing =
                draft.fencing.needingQuiet(true).unproven(0, draft.now.plus(draft.pause(draft.fencing.round())));
    }

    /** Nothing further is evacuated until the host is fenced again. An operator's word ends with it as well. */
    void revoke(Draft draft, String why) {
        draft.announce(AnnouncementKind.PROOF_REVOKED, "the proof that the host is off does not hold: " + why);
        takeBackWord(draft);
        draft.fencing = draft.fencing.needingQuiet(true);
        begin(draft, "fenced again: " + why);
    }

    private void refuteWord(Draft draft, IncidentEvent.SignOfLife sign) {
        boolean after = draft.fencing
                .evidence()
                .vouchedAt()
                .map(at -> sign.at().isAfter(at.plus(Draft.IN_FLIGHT)))
                .orElse(false);
        if (after) {
            againstWord(draft, sign.witness());
        }
    }

    /**
     * Nobody's word stands against a device that says on or a host that is heard. If nothing was done yet but on an
     * operator's word, the gates are asked again; otherwise the host is fenced as if nobody had vouched.
     */
    void againstWord(Draft draft, String witness) {
        String by = draft.fencing.confirmedBy();
        boolean byOperator = draft.fencing.isConfirmedByOperator();
        takeBackWord(draft);
        String told =
                (byOperator ? "operator " : "") + by + " does not stand for the host being off any more: " + witness;
        draft.announce(AnnouncementKind.PROOF_REVOKED, told);
        if (draft.isUnderWay(CommandKind.POWER_OFF)) {
            return;
        }
        begin(draft, told);
        draft.fencing = draft.fencing.needingQuiet(true);
        if (byOperator && draft.fencing.isUntouched()) {
            draft.enter(IncidentState.HELD, told);
        }
    }

    /** After a sign of life the forced mode is not tried again in this incident; an operator may vouch again. */
    private static void takeBackWord(Draft draft) {
        if (draft.fencing.isForced()) {
            draft.fencing = draft.fencing.reachable();
        }
        draft.fencing = draft.fencing.unconfirmed();
    }

    /** Before fencing the gates are asked once more with the next observation; afterwards the word counts at once. */
    void confirmedOff(Draft draft, String operator) {
        switch (draft.state) {
            case HELD -> {
                draft.fencing = draft.fencing.confirmed(operator, draft.now);
                draft.reason = "operator " + operator + " vouches that the host is off; the gates are asked again";
            }
            case FENCING, ISOLATING, EVACUATING ->
                draft.fencing = draft.fencing.confirmed(operator, draft.now).due(Optional.empty());
            case VERIFYING -> {
                draft.fencing = draft.fencing.confirmed(operator, draft.now);
                draft.nextAt = Optional.empty();
            }
            case REHEARSED, RECOVERED, CLOSED -> {}
        }
    }
}
