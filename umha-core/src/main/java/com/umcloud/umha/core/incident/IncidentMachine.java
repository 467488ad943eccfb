package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what is done about a failed host. Pure: the same incident, event and time give the same transition. The engine
 * writes the new incident and the intents of its commands down before it runs them.
 */
public final class IncidentMachine implements IncidentDecisions {
    /** Nova's own default. */
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);

    private final RecoveryConfig config;
    private final ReturnSteps returns = new ReturnSteps();
    private final ProofSteps proof = new ProofSteps(returns);
    private final ListingSteps listing = new ListingSteps();
    private final ReserveSteps reserves = new ReserveSteps();
    private final EvacuationSteps evacuation = new EvacuationSteps(listing);
    private final ResetSteps resets = new ResetSteps();
    private final StopSteps stops = new StopSteps();
    private final FencingSteps fencing;
    private final VerifyingSteps verifying;
    private final AssessmentSteps assessments;

    /** For a cloud whose compute services report every 10 s, as the other constructor otherwise. */
    public IncidentMachine(RecoveryConfig config, Duration sampleInterval, boolean forced) {
        this(config, sampleInterval, REPORT_INTERVAL, forced);
    }

    /**
     * @param sampleInterval how often a live host sends samples, and its reports to the cloud are looked at
     * @param reportInterval how often its compute service reports to the cloud: so long it has to be silent where nothing else
     *     proves that the right host was fenced
     * @param forced {@code force_evacuate_when_ipmi_unknown}
     */
    public IncidentMachine(RecoveryConfig config, Duration sampleInterval, Duration reportInterval, boolean forced) {
        this.config = config;
        this.fencing = new FencingSteps(proof, forced);
        this.verifying = new VerifyingSteps(proof, sampleInterval, reportInterval);
        this.assessments = new AssessmentSteps(proof, returns, sampleInterval);
    }

    @Override
    public Transition open(
            String id, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device, Instant now) {
        List<Fault> faults = assessment.confirmed().stream().sorted().toList();
        Incident fresh = new Incident(
                id,
                assessment.host(),
                faults,
                IncidentState.HELD,
                "",
                now,
                now,
                Fencing.NONE.knowing(DeviceSteps.opened(device)),
                List.of(),
                0,
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                Set.of(),
                Told.NOTHING,
                HostReturn.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        Draft draft = new Draft(fresh, config, Surroundings.ALONE, now);
        assessments.opened(draft, assessment, verdict, device);
        proceed(draft);
        return draft.toTransition();
    }

    @Override
    public Transition apply(Incident incident, IncidentEvent event, Surroundings surroundings, Instant now) {
        Draft draft = new Draft(incident, config, surroundings, now);
        if (event instanceof IncidentEvent.Resumed) {
            resume(draft);
        } else if (event instanceof IncidentEvent.Assessed assessed) {
            assessments.assessed(draft, assessed);
        } else if (event instanceof IncidentEvent.Answer answer) {
            answer(draft, answer);
        } else if (event instanceof IncidentEvent.SignOfLife sign) {
            proof.signOfLife(draft, sign);
        } else if (event instanceof IncidentEvent.ConfirmedOff confirmed) {
            proof.confirmedOff(draft, confirmed.operator());
        } else if (event instanceof IncidentEvent.InstancesFound found) {
            LatecomerSteps.found(draft, found.instances());
        } else if (OperatorSteps.refusal(incident, event).isEmpty()) {
            if (event instanceof IncidentEvent.Cancelled cancelled) {
                OperatorSteps.cancelled(draft, cancelled);
            } else if (event instanceof IncidentEvent.ReleasedByOperator released) {
                OperatorSteps.released(draft, released);
            }
        }
        proceed(draft);
        return draft.toTransition();
    }

    @Override
    public Optional<String> refusal(Incident incident, IncidentEvent word) {
        return OperatorSteps.refusal(incident, word);
    }

    @Override
    public Transition close(Incident incident, String why, Instant now) {
        Draft draft = new Draft(incident, config, Surroundings.ALONE, now);
        draft.forgetUnderWay();
        draft.enter(IncidentState.CLOSED, why);
        return draft.toTransition();
    }

    /** Does what is due in the state that the event led to. */
    private void proceed(Draft draft) {
        switch (draft.state) {
            case REHEARSED -> rehearse(draft);
            case FENCING -> {
                fencing.proceed(draft);
                evacuation.proceedCancelled(draft);
            }
            case VERIFYING -> verifying.proceed(draft);
            case ISOLATING -> {
                evacuation.proceedCancelled(draft);
                evacuation.proceedIsolating(draft);
            }
            case EVACUATING -> {
                reserves.proceed(draft);
                if (draft.surroundings.halted().isEmpty()) {
                    stops.proceed(draft);
                }
                evacuation.proceedEvacuating(draft);
            }
            case RECOVERED -> returns.proceed(draft);
            case HELD, CLOSED -> {}
        }
        listing.lookAhead(draft);
    }

    /** A rehearsal ends with the list of what would be evacuated. */
    private void rehearse(Draft draft) {
        if (!draft.listed) {
            listing.list(draft);
        }
    }

    private void answer(Draft draft, IncidentEvent.Answer answer) {
        PendingCommand command = draft.answered(answer.commandId());
        if (command == null) {
            return;
        }
        if (returns.isMeant(draft, command)) {
            returns.answered(draft, command, answer);
        } else if (answer instanceof IncidentEvent.NotRun notRun) {
            notRun(draft, command, notRun.why());
        } else if (answer instanceof IncidentEvent.PowerRead read) {
            fencing.powerRead(draft, read);
        } else if (answer instanceof IncidentEvent.PowerOffAnswered off) {
            fencing.powerOffAnswered(draft, off);
        } else if (answer instanceof IncidentEvent.FaultOver over) {
            assessments.faultOver(draft, over);
        } else if (answer instanceof IncidentEvent.WitnessesProbed probed) {
            verifying.witnessesProbed(draft, probed);
        } else if (answer instanceof IncidentEvent.IsolationAnswered isolated) {
            evacuation.isolated(draft, isolated.result());
        } else if (answer instanceof IncidentEvent.InstancesListed instances) {
            draft.looksInVain = 0;
            listing.listed(draft, instances);
        } else if (answer instanceof IncidentEvent.InstancesSeen seen) {
            draft.looksInVain = 0;
            if (command.kind() == CommandKind.VERIFY) {
                VerificationSteps.seen(draft, seen);
            } else {
                evacuation.seen(draft, seen);
            }
        } else if (answer instanceof IncidentEvent.ReserveAnswered reserve) {
            reserves.answered(draft, reserve);
        } else if (answer instanceof IncidentEvent.LookFailed failed) {
            evacuation.lookFailed(draft, failed.detail());
            if (command.kind() == CommandKind.VERIFY) {
                VerificationSteps.lookFailed(draft);
            }
        } else if (answer instanceof IncidentEvent.StopAnswered stop) {
            stops.answered(draft, stop);
        } else if (answer instanceof IncidentEvent.ResetAnswered reset) {
            resets.answered(draft, reset);
        } else if (answer instanceof IncidentEvent.EvacuationAnswered evacuated) {
            evacuation.answered(draft, evacuated);
        }
    }

    /** A command without effect is issued again by what is due next; only an evacuation has a state of its own. */
    private void notRun(Draft draft, PendingCommand command, String why) {
        Optional<Instant> soon = Optional.of(draft.now.plus(config.pollInterval()));
        switch (command.kind()) {
            case EVACUATE -> evacuation.notAsked(draft, command.subject(), why);
            case READ_POWER, POWER_OFF ->
                draft.fencing = draft.fencing.due(soon).troubled(why);
            case PROBE_WITNESSES -> {
                draft.announceTrouble(AnnouncementKind.FENCE_TROUBLE, "the witnesses cannot be probed: " + why);
                draft.nextAt = soon;
            }
            case ISOLATE -> {
                draft.hostReturn = draft.hostReturn.isolationNotAsked();
                draft.nextAt = soon;
            }
            case LIST_INSTANCES -> draft.nextAt = soon;
            case LOOK -> evacuation.notLooked(draft, soon);
            case VERIFY -> VerificationSteps.notRun(draft);
            case STOP_INSTANCE -> stops.notRun(draft, command.subject());
            case RESET_TO_ERROR -> resets.notRun(draft, command.subject(), why);
            case EMPLOY -> reserves.notRun(draft, command.subject(), draft.now.plus(config.pollInterval()));
            case POWER_ON, RELEASE -> draft.nextAt = soon;
        }
    }

    /** After a start nothing is in flight: what was asked for without an answer is looked for before anything else. */
    private void resume(Draft draft) {
        if (draft.violation.isPresent()) {
            draft.violation = Optional.empty();
            draft.reason = "taken up again by a start of the program; it was held: " + draft.reason;
        }
        if (draft.isUnderWay(CommandKind.POWER_OFF)) {
            draft.fencing = draft.fencing.perhapsSent(draft.now);
        }
        if (draft.isUnderWay(CommandKind.ISOLATE)) {
            draft.hostReturn = draft.hostReturn.isolationInterrupted();
        }
        draft.subjectsUnderWay(CommandKind.EMPLOY).forEach(reserve -> reserves.resume(draft, reserve));
        draft.forgetUnderWay();
        boolean untouched =
                draft.fencing.isUntouched() && draft.fencing.confirmedBy().isEmpty();
        if (draft.state == IncidentState.FENCING && untouched) {
            draft.enter(IncidentState.HELD, "started again before its power was cut: the host is judged anew");
        }
        draft.wellSince = Optional.empty();
        draft.viewedAt = Optional.empty();
        evacuation.resume(draft);
        resets.resume(draft);
        stops.resume(draft);
        returns.resume(draft);
        switch (draft.state) {
            case VERIFYING, ISOLATING -> proof.begin(draft, "started again: the proof is taken anew");
            case EVACUATING -> draft.fencing = draft.fencing.aged(config.proofMaximumAge(), draft.now);
            case HELD, REHEARSED, FENCING, RECOVERED, CLOSED -> {}
        }
    }
}
