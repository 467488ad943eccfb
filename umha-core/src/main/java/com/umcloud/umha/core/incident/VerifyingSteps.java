package com.umcloud.umha.core.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From a reading of off to a proof: it was the right host, and it is silent. */
final class VerifyingSteps {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final ProofSteps proof;
    private final Duration sampleInterval;
    private final Duration quiet;
    private final Duration unidentifiedQuiet;
    private final Duration forcedQuiet;

    /**
     * @param sampleInterval how often a live host sends samples and its reports to the cloud are looked at
     * @param reportInterval how often a live host reports to the cloud
     */
    VerifyingSteps(ProofSteps proof, Duration sampleInterval, Duration reportInterval) {
        this.proof = proof;
        this.sampleInterval = sampleInterval;
        this.quiet = sampleInterval.plusSeconds(1);
        // a report to the cloud is dated by the look before the one that finds it, and may be late by half an interval
        Duration twoLooks = sampleInterval.multipliedBy(2);
        this.unidentifiedQuiet = twoLooks.plus(reportInterval.multipliedBy(3).dividedBy(2));
        this.forcedQuiet = twoLooks.plus(reportInterval.multipliedBy(3));
    }

    void proceed(Draft draft) {
        if (!draft.isUnderWay(CommandKind.PROBE_WITNESSES) && draft.isDue(draft.nextAt)) {
            if (isCloudAwaited(draft)) {
                awaitCloud(draft);
                return;
            }
            draft.nextAt = Optional.empty();
            Command.Others others = others(draft.fencing);
            Set<String> suspects = draft.fencing.suspects();
            draft.issue(id -> new Command.ProbeWitnesses(id, draft.host(), others, suspects));
        }
    }

    /** A device that is certainly the host's own hits nobody else. */
    private static Command.Others others(Fencing fencing) {
        if (fencing.evidence().deviceMatches() || fencing.isForced()) {
            return Command.Others.NONE;
        }
        return fencing.powerOffSentAt().isPresent() ? Command.Others.OF_A_CUT : Command.Others.OF_A_READING;
    }

    void witnessesProbed(Draft draft, IncidentEvent.WitnessesProbed probed) {
        if (draft.state != IncidentState.VERIFYING) {
            return;
        }
        if (probed.hostAnswers()) {
            proof.answersProbe(draft);
            return;
        }
        if (!probed.fallenSilent().isEmpty() && !draft.fencing.isConfirmedByOperator()) {
            othersFellSilent(draft, probed.fallenSilent());
            return;
        }
        if (!draft.fencing.suspects().isEmpty() && !draft.fencing.isConfirmedByOperator()) {
            // what the device said is from before, and whoever mended this may have found it listed for the wrong host
            String names = draft.fencing.suspects().stream().sorted().collect(Collectors.joining(", "));
            draft.fencing = draft.fencing.suspecting(Set.of());
            proof.readAgain(draft, names + " answers again or is off by itself; the power is read anew");
            return;
        }
        draft.fencing = draft.fencing.suspecting(Set.of());
        Instant quietUntil = draft.fencing.proofAt().orElse(draft.now).plus(silenceNeeded(draft.fencing));
        if (draft.now.isBefore(quietUntil)) {
            draft.reason = "the host counts as off; waiting until it was silent for long enough";
            draft.nextAt = Optional.of(quietUntil);
        } else if (isCloudAwaited(draft)) {
            awaitCloud(draft);
        } else {
            proven(draft);
        }
    }

    /**
     * Whether the host's silence rests on its reports to the cloud as well, and the cloud was not read since one would have been
     * there. Until then silence means nothing, and nothing could be evacuated either.
     */
    private boolean isCloudAwaited(Draft draft) {
        Optional<Instant> quietUntil = draft.fencing.proofAt().map(at -> at.plus(silenceNeeded(draft.fencing)));
        if (!restsOnCloud(draft.fencing) || quietUntil.isEmpty() || draft.now.isBefore(quietUntil.get())) {
            return false;
        }
        Instant needed = quietUntil.get().minus(sampleInterval);
        return draft.surroundings
                .cloudReadAt()
                .map(read -> read.isBefore(needed))
                .orElse(true);
    }

    private static void awaitCloud(Draft draft) {
        draft.reason = "the host counts as off; waiting until the cloud was asked once more whether it reports";
        draft.nextAt = Optional.of(draft.now.plus(ASK_AGAIN));
    }

    private static boolean restsOnCloud(Fencing fencing) {
        return fencing.isForced()
                || (fencing.quietNeeded() && !fencing.evidence().deviceMatches());
    }

    /** How long nothing may be heard after the proof where it rests on less than a device that is certainly the host's. */
    private Duration silenceNeeded(Fencing fencing) {
        if (fencing.isForced()) {
            return forcedQuiet;
        }
        if (restsOnCloud(fencing)) {
            return unidentifiedQuiet;
        }
        return fencing.quietNeeded() || fencing.isConfirmedByOperator() ? quiet : Duration.ZERO;
    }

    private void othersFellSilent(Draft draft, Set<String> silent) {
        boolean secondLook = draft.fencing.suspects().containsAll(silent);
        draft.fencing = draft.fencing.suspecting(silent);
        if (secondLook) {
            String names = silent.stream().sorted().collect(Collectors.joining(", "));
            draft.announceTrouble(
                    AnnouncementKind.WRONG_DEVICE,
                    "the fence device of " + draft.host() + " names no system and reads off, and " + names
                            + " is silent: that device may control another host; nothing is evacuated until " + names
                            + " answers or is known to be off by itself, or an operator confirms that " + draft.host()
                            + " is off");
            draft.nextAt = Optional.of(draft.now.plus(draft.config.retryMinimum()));
        } else {
            // by then their own devices were read, too
            draft.nextAt = Optional.of(draft.now.plus(quiet));
        }
    }

    private static void proven(Draft draft) {
        draft.told = Told.NOTHING;
        draft.fencing =
                draft.fencing.troubled("").knowing(draft.fencing.evidence().commit());
        draft.announce(AnnouncementKind.PROVEN_OFF, proofOf(draft.fencing));
        draft.enter(IncidentState.ISOLATING, "telling the cloud that the host is down");
    }

    private static String proofOf(Fencing fencing) {
        if (fencing.isForced()) {
            return "UNPROVEN: the device is unreachable and the host is silent (" + Fencing.FORCED + ")";
        }
        return fencing.isConfirmedByOperator()
                ? "operator " + fencing.confirmedBy() + " vouches that the host is off, and it is silent"
                : "power reads off and the host is silent";
    }
}
