package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.safety.DeviceBinding;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a new assessment of the host, and the gates' word on it, mean for its incident. */
final class AssessmentSteps {
    /** What stops a fencing that has not touched the host yet; the others only say when to begin. */
    private static final Set<Gate> STOPPING = Set.of(Gate.OBSERVER, Gate.WITNESS, Gate.DEVICE, Gate.ARMED);

    private final ProofSteps proof;
    private final ReturnSteps returns;
    private final Duration sampleInterval;

    AssessmentSteps(ProofSteps proof, ReturnSteps returns, Duration sampleInterval) {
        this.proof = proof;
        this.returns = returns;
        this.sampleInterval = sampleInterval;
    }

    void opened(Draft draft, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device) {
        learn(draft, assessment, device);
        rule(draft, verdict, device);
    }

    void assessed(Draft draft, IncidentEvent.Assessed event) {
        HostAssessment assessment = event.assessment();
        SafetyVerdict verdict = event.verdict();
        if (OperatorSteps.ends(draft, assessment)) {
            return;
        }
        // what the cloud shows in service now was not half isolated by us, and what is out of service before we ask is
        // so by
        // somebody else
        draft.hostReturn = draft.hostReturn.shown(event.service().inService(), draft.isUnderWay(CommandKind.ISOLATE));
        DeviceListed device = event.device();
        DeviceSteps.listed(draft, device);
        if (draft.state == IncidentState.VERIFYING && DeviceSteps.isDoubted(draft, device)) {
            proof.readAgain(draft, "another fence device is written down; it is asked whether it is the host's own");
        }
        switch (draft.state) {
            case HELD -> {
                learn(draft, assessment, device);
                held(draft, assessment, verdict, device);
            }
            case REHEARSED -> rehearsed(draft, assessment, verdict, device);
            case FENCING -> {
                learn(draft, assessment, device);
                if (isRead(assessment.observation()) && !DeviceSteps.isAnother(draft, device)) {
                    FencingSteps.readable(draft);
                }
                fencing(draft, assessment, verdict);
            }
            case VERIFYING, ISOLATING, EVACUATING -> {
                learn(draft, assessment, device);
                proven(draft, assessment.observation(), device);
            }
            case RECOVERED -> returns.assessed(draft, assessment, event.service());
            case CLOSED -> {}
        }
    }

    private static void learn(Draft draft, HostAssessment assessment, DeviceListed device) {
        Observation seen = assessment.observation();
        Evidence evidence = draft.fencing.evidence();
        if (seen.power() == PowerObservation.ON
                || seen.power() == PowerObservation.OFF
                || seen.power() == PowerObservation.UNREADABLE) {
            draft.fencing = draft.fencing.reachable();
        }
        boolean vouched = draft.device().isEmpty()
                || draft.device().filter(DeviceBinding::proven).isPresent();
        boolean good = vouched && assessment.windows().seenGood().contains(Signal.POWER);
        if ((seen.power() == PowerObservation.ON || good) && !DeviceSteps.isAnother(draft, device)) {
            draft.fencing = draft.fencing.deviceSeenOn();
        }
        boolean alive = seen.liveness() == Liveness.ALIVE && isUntouched(draft);
        if (alive && !evidence.deviceMatches()) {
            draft.fencing = draft.fencing.needingQuiet(true);
        }
    }

    private static boolean isRead(Observation seen) {
        return seen.power() == PowerObservation.ON || seen.power() == PowerObservation.OFF;
    }

    private static boolean isUntouched(Draft draft) {
        return draft.fencing.isUntouched() && !draft.isUnderWay(CommandKind.POWER_OFF);
    }

    private void held(Draft draft, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device) {
        if (assessment.isWell()) {
            leaveAlone(draft, "the host is well again; nothing was done");
        } else if (!assessment.confirmed().isEmpty()) {
            draft.wellSince = Optional.empty();
            draft.faults = assessment.confirmed().stream().sorted().toList();
            rule(draft, verdict, device);
        } else if (speaksForItself(assessment)) {
            if (ReturnSteps.isStable(draft)) {
                leaveAlone(draft, "the fault is gone; nothing was done");
            }
        } else {
            draft.wellSince = Optional.empty();
        }
    }

    /** Alive and without anything against it, although not every signal says that it is well. */
    private static boolean speaksForItself(HostAssessment assessment) {
        return assessment.observation().liveness() == Liveness.ALIVE
                && assessment.windows().tripped().isEmpty()
                && !assessment.bad();
    }

    private void rehearsed(Draft draft, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device) {
        returns.rehearsed(draft, assessment.isWell());
        boolean armed = draft.state.isOpen() && !assessment.confirmed().isEmpty() && verdict.ruling() == Ruling.PASS;
        if (armed) {
            learn(draft, assessment, device);
            draft.instances.clear();
            draft.listed = false;
            rule(draft, verdict, device);
        }
    }

    /** Before the power is cut a host that came back, or may not be touched, is let go. */
    private void fencing(Draft draft, HostAssessment assessment, SafetyVerdict verdict) {
        if (!isUntouched(draft)) {
            return;
        }
        SafetyVerdict said = heeding(draft, verdict);
        if (assessment.isWell()) {
            leaveAlone(draft, "the host came back before its power was cut; nothing was done");
        } else if (said.ruling() == Ruling.EXEMPT) {
            leaveAlone(draft, said.reason());
        } else if (said.holding().stream().anyMatch(STOPPING::contains)) {
            hold(draft, said.reason());
        } else if (speaksForItself(assessment)) {
            hold(draft, "the host gave signs of life before its power was cut; nothing was done");
        }
    }

    /** The next observation tells whether the host is well, and it is fenced after all if it is not. */
    void faultOver(Draft draft, IncidentEvent.FaultOver over) {
        if (draft.state != IncidentState.FENCING) {
            return;
        }
        if (isUntouched(draft) && draft.cancelledBy.isEmpty()) {
            hold(draft, "right before its power was to be cut " + over.sign() + "; nothing was done");
        } else {
            draft.fencing = draft.fencing.due(Optional.of(draft.now.plus(draft.config.pollInterval())));
        }
    }

    private static void hold(Draft draft, String why) {
        draft.forget(CommandKind.READ_POWER);
        draft.enter(IncidentState.HELD, why);
        draft.announceOnce(AnnouncementKind.HELD, why);
    }

    /** The device is read with each observation as well: on, in an interval that began after the proof, ends the proof. */
    private void proven(Draft draft, Observation seen, DeviceListed device) {
        Instant begun = seen.at().minus(sampleInterval);
        boolean afterProof = draft.fencing.proofAt().map(begun::isAfter).orElse(false);
        if (afterProof && seen.power() == PowerObservation.ON && !DeviceSteps.isAnother(draft, device)) {
            proof.revoke(draft, "its power reads on");
        }
    }

    private static void leaveAlone(Draft draft, String why) {
        draft.enter(IncidentState.CLOSED, why);
        draft.announce(AnnouncementKind.LEFT_ALONE, why);
    }

    private static SafetyVerdict heeding(Draft draft, SafetyVerdict verdict) {
        return draft.fencing.isConfirmedByOperator() ? verdict.afterOperatorsWord() : verdict;
    }

    /** What the gates' ruling means for an incident that has not begun to act. */
    private void rule(Draft draft, SafetyVerdict verdict, DeviceListed device) {
        SafetyVerdict said = heeding(draft, verdict);
        switch (said.ruling()) {
            case EXEMPT -> leaveAlone(draft, said.reason());
            case HOLD -> {
                draft.reason = said.reason();
                if (!draft.told.gates().containsAll(said.holding())) {
                    draft.told = draft.told.holding(said.holding());
                    draft.announce(AnnouncementKind.HELD, said.reason());
                }
            }
            case REHEARSE -> draft.enter(IncidentState.REHEARSED, said.reason());
            case PASS -> {
                Optional<Instant> notBefore = draft.fencing.nextAt();
                draft.wellSince = Optional.empty();
                DeviceSteps.begin(draft, device);
                draft.announceOnce(AnnouncementKind.FENCING, "all gates are open: the host is fenced now");
                proof.begin(draft, "the power is being cut, unless it reads off");
                draft.fencing = draft.fencing.due(notBefore);
            }
        }
    }
}
