package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps to a proof that the host is off, and everything that can take it away again. */
final class FencingSteps {
    /** What a reading of off may be older than a sign of life and still stand: datagrams under way when the power went. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(500);

    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);
    private static final String FORCED = "force_evacuate_when_ipmi_unknown";

    private final Duration sampleInterval;
    private final boolean forced;

    FencingSteps(Duration sampleInterval, boolean forced) {
        this.sampleInterval = sampleInterval;
        this.forced = forced;
    }

    void begin(Draft draft, String why) {
        draft.enter(IncidentState.FENCING, why);
        draft.fencing = draft.fencing.nextRound(draft.config.powerCheckCount());
    }

    /** Reads (or, when the round was in vain, begins the next one) as soon as it is due. */
    void proceedFencing(Draft draft) {
        if (draft.isUnderWay(CommandKind.READ_POWER)
                || draft.isUnderWay(CommandKind.POWER_OFF)
                || !draft.isDue(draft.fencing.nextAt())) {
            return;
        }
        if (draft.fencing.readsLeft() == 0) {
            draft.fencing = draft.fencing.nextRound(draft.config.powerCheckCount());
        }
        draft.fencing = draft.fencing.due(Optional.empty());
        draft.issue(id -> new Command.ReadPower(id, draft.host()));
    }

    void powerRead(Draft draft, IncidentEvent.PowerRead read) {
        noteReachability(draft, read.reading());
        boolean proof = isProof(draft.fencing, read.reading());
        switch (draft.state) {
            case FENCING -> {
                if (proof) {
                    draft.fencing = draft.fencing.proven(read.at());
                    draft.enter(IncidentState.VERIFYING, "power reads off; making sure that it is the right host");
                } else {
                    stillNotOff(draft, read.reading());
                }
            }
            case EVACUATING -> {
                if (proof) {
                    draft.fencing = draft.fencing.proven(read.at());
                } else if (read.reading() instanceof PowerReading.Known) {
                    revoke(draft, "its power reads on again");
                } else {
                    draft.announceTrouble(
                            AnnouncementKind.FENCE_TROUBLE, "evacuation pauses: " + describe(read.reading()));
                    Instant next = draft.now.plus(draft.config.pollInterval());
                    draft.fencing = draft.fencing.unproven(draft.fencing.readsLeft(), next);
                }
            }
            case HELD, REHEARSED, VERIFYING, ISOLATING, RECOVERED, CLOSED -> {}
        }
    }

    private static void noteReachability(Draft draft, PowerReading reading) {
        boolean unreachable =
                reading instanceof PowerReading.Unknown unknown && unknown.failure() == FenceFailure.UNREACHABLE;
        if (!unreachable) {
            draft.fencing = draft.fencing.reachable();
        }
    }

    /** Off is proof; without an answer somebody has to vouch for it; on never is. */
    private boolean isProof(Fencing fencing, PowerReading reading) {
        if (reading instanceof PowerReading.Known known) {
            return known.state() == PowerState.OFF;
        }
        boolean operator =
                !fencing.confirmedBy().isEmpty() && !fencing.confirmedBy().equals(FORCED);
        return operator || (fencing.confirmedBy().equals(FORCED) && fencing.onlyUnreachable());
    }

    private void stillNotOff(Draft draft, PowerReading reading) {
        if (!draft.fencing.cutInRound()) {
            draft.fencing = draft.fencing.sent(draft.now);
            draft.issue(id -> new Command.PowerOff(id, draft.host()));
            return;
        }
        int left = draft.fencing.readsLeft() - 1;
        if (left > 0) {
            draft.fencing = draft.fencing.unproven(left, draft.now.plus(draft.config.powerCheckInterval()));
        } else {
            inVain(
                    draft,
                    "power-off was sent and " + describe(reading) + " after " + draft.config.powerCheckCount()
                            + " reads");
        }
    }

    /** The round failed: told, and tried again after a growing pause; the forced mode may take over. */
    private void inVain(Draft draft, String why) {
        if (forced
                && draft.fencing.onlyUnreachable()
                && draft.fencing.confirmedBy().isEmpty()) {
            draft.announce(
                    AnnouncementKind.FENCE_TROUBLE,
                    why + "; " + FORCED + " = true: going on UNPROVEN if the host stays silent on every witness");
            draft.fencing = draft.fencing.confirmed(FORCED);
            draft.fencing = draft.fencing.unproven(1, draft.now);
            return;
        }
        Instant next = draft.now.plus(draft.pause(draft.fencing.round()));
        draft.announceTrouble(AnnouncementKind.FENCE_TROUBLE, why);
        draft.fencing = draft.fencing.unproven(0, next);
    }

    void powerOffAnswered(Draft draft, IncidentEvent.PowerOffAnswered answered) {
        if (draft.state != IncidentState.FENCING) {
            return;
        }
        if (answered.result() instanceof PowerCommandResult.Refused refused) {
            inVain(draft, "power-off failed (" + refused.failure() + "): " + refused.detail());
        } else {
            // accepted, or perhaps carried out: either way the state tells
            draft.fencing = draft.fencing.sent(answered.at());
        }
    }

    void proceedVerifying(Draft draft) {
        if (!draft.isUnderWay(CommandKind.PROBE_WITNESSES) && draft.isDue(draft.nextAt)) {
            draft.nextAt = Optional.empty();
            boolean cut = draft.fencing.powerOffSentAt().isPresent();
            Set<String> suspects = draft.fencing.suspects();
            draft.issue(id -> new Command.ProbeWitnesses(id, draft.host(), cut, suspects));
        }
    }

    void witnessesProbed(Draft draft, IncidentEvent.WitnessesProbed probed) {
        if (draft.state != IncidentState.VERIFYING) {
            return;
        }
        Optional<Instant> cut = draft.fencing.powerOffSentAt();
        if (probed.hostAnswers()) {
            if (cut.isPresent() && draft.now.isBefore(cut.get().plus(draft.config.signsOfLifeEnd()))) {
                draft.nextAt = Optional.of(draft.now.plus(draft.config.pollInterval()));
            } else {
                wrongDevice(draft, "power reads off, yet the host still answers probes");
            }
            return;
        }
        if (!probed.fallenSilent().isEmpty() && draft.fencing.confirmedBy().isEmpty()) {
            othersFellSilent(draft, probed.fallenSilent());
            return;
        }
        draft.fencing = draft.fencing.suspecting(Set.of());
        Optional<Instant> quietUntil = cut.filter(at -> draft.fencing.quietNeeded())
                .map(at -> at.plus(sampleInterval).plusSeconds(1));
        if (quietUntil.isPresent() && draft.now.isBefore(quietUntil.get())) {
            draft.reason = "power reads off; waiting out one sample interval of silence";
            draft.nextAt = quietUntil;
            return;
        }
        proven(draft);
    }

    private void othersFellSilent(Draft draft, Set<String> silent) {
        boolean secondLook = draft.fencing.suspects().containsAll(silent);
        draft.fencing = draft.fencing.suspecting(silent);
        if (secondLook) {
            String names = silent.stream().sorted().collect(Collectors.joining(", "));
            draft.announceTrouble(
                    AnnouncementKind.WRONG_DEVICE,
                    "when the power of " + draft.host() + " was cut, " + names
                            + " fell silent: its fence device may control another host; nothing is evacuated until "
                            + names + " answers or an operator confirms that " + draft.host() + " is off");
            draft.nextAt = Optional.of(draft.now.plus(draft.config.retryMinimum()));
        } else {
            draft.nextAt = Optional.of(draft.now.plus(SECOND_LOOK));
        }
    }

    private void wrongDevice(Draft draft, String why) {
        begin(draft, why);
        draft.fencing = draft.fencing.unproven(0, draft.now.plus(draft.pause(draft.fencing.round())));
        draft.announceTrouble(
                AnnouncementKind.WRONG_DEVICE,
                why + ": its fence device may control another host; nothing is evacuated");
    }

    private static void proven(Draft draft) {
        String by = draft.fencing.confirmedBy();
        draft.announce(
                AnnouncementKind.PROVEN_OFF,
                by.isEmpty()
                        ? "power reads off and the host is silent"
                        : by.equals(FORCED)
                                ? "UNPROVEN: the device is unreachable and the host is silent (" + FORCED + ")"
                                : "operator " + by + " vouches that the host is off");
        draft.enter(IncidentState.ISOLATING, "telling the cloud that the host is down");
    }

    void signOfLife(Draft draft, IncidentEvent.SignOfLife sign) {
        boolean relies = draft.state == IncidentState.VERIFYING
                || draft.state == IncidentState.ISOLATING
                || draft.state == IncidentState.EVACUATING;
        Optional<Instant> proof = draft.fencing.proofAt();
        if (!relies || proof.isEmpty() || !sign.at().isAfter(proof.get().plus(IN_FLIGHT))) {
            return;
        }
        Optional<Instant> cut = draft.fencing.powerOffSentAt();
        boolean mayStillEnd = draft.state == IncidentState.VERIFYING
                && cut.isPresent()
                && sign.at().isBefore(cut.get().plus(draft.config.signsOfLifeEnd()));
        if (mayStillEnd) {
            revoke(draft, sign.witness());
        } else if (draft.state == IncidentState.VERIFYING) {
            wrongDevice(draft, "power reads off, yet there is a sign of life: " + sign.witness());
        } else {
            revoke(draft, sign.witness());
        }
    }

    /** Nothing further is evacuated until the host is fenced again. An operator's word ends with it as well. */
    void revoke(Draft draft, String why) {
        draft.announce(AnnouncementKind.PROOF_REVOKED, "the proof that the host is off does not hold: " + why);
        draft.fencing = draft.fencing.confirmed("").needingQuiet(true);
        begin(draft, "fenced again: " + why);
    }

    void confirmedOff(Draft draft, String operator) {
        if (draft.state == IncidentState.HELD
                || draft.state == IncidentState.FENCING
                || draft.state == IncidentState.VERIFYING) {
            draft.fencing = draft.fencing.confirmed(operator).due(Optional.empty());
            draft.nextAt = Optional.empty();
            if (draft.state == IncidentState.HELD) {
                begin(draft, "operator " + operator + " vouches that the host is off");
            }
        }
    }

    static String describe(PowerReading reading) {
        if (reading instanceof PowerReading.Known known) {
            return "power reads " + (known.state() == PowerState.ON ? "on" : "off");
        }
        PowerReading.Unknown unknown = (PowerReading.Unknown) reading;
        return "power cannot be read (" + unknown.failure() + "): " + unknown.detail();
    }
}
