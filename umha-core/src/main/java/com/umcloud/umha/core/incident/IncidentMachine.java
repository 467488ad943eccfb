package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what is done about a failed host. Pure: the same incident, event and time give the same transition. The engine
 * writes the new incident and the intents of its commands down before it runs them.
 */
public final class IncidentMachine {
    private final RecoveryConfig config;
    private final FencingSteps fencing;
    private final EvacuationSteps evacuation;

    /**
     * @param sampleInterval how often a live host sends samples: so long it has to be silent where nothing else proves that
     *     the right host was fenced
     * @param forced {@code force_evacuate_when_ipmi_unknown}
     */
    public IncidentMachine(RecoveryConfig config, Duration sampleInterval, boolean forced) {
        this.config = config;
        this.fencing = new FencingSteps(sampleInterval, forced);
        this.evacuation = new EvacuationSteps();
    }

    /**
     * Opens an incident for a host with a confirmed fault.
     *
     * @param deviceMatches whether the host's fence device is known by its UUID to be the host's own
     */
    public Transition open(
            String id, HostAssessment assessment, SafetyVerdict verdict, boolean deviceMatches, Instant now) {
        List<Fault> faults = assessment.confirmed().stream().sorted().toList();
        boolean alive = assessment.observation().liveness() == Liveness.ALIVE;
        Incident fresh = new Incident(
                id,
                assessment.host(),
                faults,
                IncidentState.HELD,
                "",
                now,
                now,
                Fencing.NONE.needingQuiet(alive && !deviceMatches),
                List.of(),
                0,
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
        Draft draft = new Draft(fresh, config, now);
        rule(draft, verdict);
        return draft.toTransition();
    }

    /** Applies one event. An event that means nothing in the incident's state changes nothing. */
    public Transition apply(Incident incident, IncidentEvent event, Instant now) {
        Draft draft = new Draft(incident, config, now);
        if (event instanceof IncidentEvent.Resumed) {
            resume(draft);
        } else if (event instanceof IncidentEvent.Assessed assessed) {
            assessed(draft, assessed);
        } else if (event instanceof IncidentEvent.Answer answer) {
            answer(draft, answer);
        } else if (event instanceof IncidentEvent.SignOfLife sign) {
            fencing.signOfLife(draft, sign);
        } else if (event instanceof IncidentEvent.ConfirmedOff confirmed) {
            fencing.confirmedOff(draft, confirmed.operator());
        }
        proceed(draft);
        return draft.toTransition();
    }

    /** Does what is due in the state that the event led to. */
    private void proceed(Draft draft) {
        switch (draft.state) {
            case FENCING -> fencing.proceedFencing(draft);
            case VERIFYING -> fencing.proceedVerifying(draft);
            case ISOLATING -> evacuation.proceedIsolating(draft);
            case EVACUATING -> evacuation.proceedEvacuating(draft);
            case HELD, REHEARSED, RECOVERED, CLOSED -> {}
        }
    }

    private void answer(Draft draft, IncidentEvent.Answer answer) {
        PendingCommand command = draft.answered(answer.commandId());
        if (command == null) {
            return;
        }
        if (answer instanceof IncidentEvent.NotRun notRun) {
            notRun(draft, command, notRun.why());
        } else if (answer instanceof IncidentEvent.PowerRead read) {
            fencing.powerRead(draft, read);
        } else if (answer instanceof IncidentEvent.PowerOffAnswered off) {
            fencing.powerOffAnswered(draft, off);
        } else if (answer instanceof IncidentEvent.WitnessesProbed probed) {
            fencing.witnessesProbed(draft, probed);
        } else if (answer instanceof IncidentEvent.IsolationAnswered isolated) {
            evacuation.isolated(draft, isolated.result());
        } else if (answer instanceof IncidentEvent.InstancesListed instances) {
            evacuation.listed(draft, instances);
        } else if (answer instanceof IncidentEvent.InstancesSeen seen) {
            evacuation.seen(draft, seen);
        } else if (answer instanceof IncidentEvent.LookFailed failed) {
            evacuation.lookFailed(draft, failed.detail());
        } else if (answer instanceof IncidentEvent.EvacuationAnswered evacuated) {
            evacuation.answered(draft, evacuated);
        }
    }

    /** A command without effect is issued again by what is due next; only an evacuation has a state of its own. */
    private void notRun(Draft draft, PendingCommand command, String why) {
        Instant soon = draft.now.plus(config.pollInterval());
        switch (command.kind()) {
            case EVACUATE -> evacuation.notAsked(draft, command.subject(), why);
            case READ_POWER, POWER_OFF -> draft.fencing = draft.fencing.due(Optional.of(soon));
            case PROBE_WITNESSES, ISOLATE, LIST_INSTANCES, LOOK -> draft.nextAt = Optional.of(soon);
        }
    }

    /** After a start nothing is in flight: what was asked for without an answer is looked for before anything else. */
    private void resume(Draft draft) {
        draft.forgetUnderWay();
        draft.nextAt = Optional.empty();
        draft.fencing = draft.fencing.due(Optional.empty());
        evacuation.resume(draft);
        if (draft.state == IncidentState.VERIFYING || draft.state == IncidentState.ISOLATING) {
            fencing.begin(draft, "started again: the proof is taken anew");
        }
    }

    private void assessed(Draft draft, IncidentEvent.Assessed event) {
        HostAssessment assessment = event.assessment();
        PowerObservation power = assessment.observation().power();
        if (power == PowerObservation.ON || power == PowerObservation.OFF || power == PowerObservation.UNREADABLE) {
            draft.fencing = draft.fencing.reachable();
        }
        boolean well = assessment.isWell();
        switch (draft.state) {
            case HELD -> {
                if (well) {
                    leaveAlone(draft, "the host is well again; nothing was done");
                } else if (!assessment.confirmed().isEmpty()) {
                    draft.faults = assessment.confirmed().stream().sorted().toList();
                    rule(draft, event.verdict());
                }
            }
            case FENCING -> {
                if (well && draft.fencing.powerOffSentAt().isEmpty() && !draft.isUnderWay(CommandKind.POWER_OFF)) {
                    leaveAlone(draft, "the host came back before its power was cut; nothing was done");
                }
            }
            case RECOVERED, REHEARSED -> awaitReturn(draft, well);
            case VERIFYING, ISOLATING, EVACUATING, CLOSED -> {}
        }
    }

    private void leaveAlone(Draft draft, String why) {
        draft.enter(IncidentState.CLOSED, why);
        draft.announce(AnnouncementKind.LEFT_ALONE, why);
    }

    private void awaitReturn(Draft draft, boolean well) {
        if (!well) {
            draft.wellSince = Optional.empty();
        } else if (draft.wellSince.isEmpty()) {
            draft.wellSince = Optional.of(draft.now);
        } else if (!draft.now.isBefore(draft.wellSince.get().plus(config.stableBeforeReturn()))) {
            String why = draft.state == IncidentState.RECOVERED
                    ? "the host is back and well; its compute service stays disabled until an operator enables it"
                    : "the host is well again";
            draft.enter(IncidentState.CLOSED, why);
            draft.announce(AnnouncementKind.RETURNED, why);
        }
    }

    /** What the gates' ruling means for an incident that has not begun to act. */
    private void rule(Draft draft, SafetyVerdict verdict) {
        Ruling ruling = verdict.ruling();
        switch (ruling) {
            case EXEMPT -> leaveAlone(draft, verdict.reason());
            case HOLD -> {
                if (!draft.reason.equals(verdict.reason())) {
                    draft.enter(IncidentState.HELD, verdict.reason());
                    draft.announce(AnnouncementKind.HELD, verdict.reason());
                }
            }
            case REHEARSE -> {
                draft.enter(IncidentState.REHEARSED, verdict.reason());
                draft.issue(id -> new Command.ListInstances(id, draft.host()));
            }
            case PASS -> {
                draft.announce(AnnouncementKind.FENCING, "all gates are open: the host is fenced now");
                fencing.begin(draft, "the power is being cut");
                fencing.proceedFencing(draft);
            }
        }
    }
}
