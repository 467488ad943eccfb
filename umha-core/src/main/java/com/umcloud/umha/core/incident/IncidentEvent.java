package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happened, as far as one incident is concerned. */
public sealed interface IncidentEvent {
    /**
     * A new assessment of the host, what the gates say to it, what the cloud shows of its compute service, and which fence device
     * is written down for it.
     */
    record Assessed(HostAssessment assessment, SafetyVerdict verdict, ServiceSeen service, DeviceListed device)
            implements IncidentEvent {}

    /** Time has passed. */
    record Tick() implements IncidentEvent {}

    /** The program was started, or took over, with this incident open: nothing is in flight any more. */
    record Resumed() implements IncidentEvent {}

    /**
     * The host gave a sign of life.
     *
     * @param witness by what, in a few words
     * @param device the fence device that says so; empty if it is none
     */
    record SignOfLife(String witness, Instant at, Optional<String> device) implements IncidentEvent {
        /** A sign that no fence device gave. */
        public SignOfLife(String witness, Instant at) {
            this(witness, at, Optional.empty());
        }
    }

    /** An operator vouches that the host is off. */
    record ConfirmedOff(String operator) implements IncidentEvent {
        public ConfirmedOff {
            if (operator.isBlank()) {
                throw new IllegalArgumentException("an operator who vouches for a host has a name");
            }
        }
    }

    /** An operator wants the incident to go no further. */
    record Cancelled(String operator, String reason) implements IncidentEvent {}

    /**
     * An operator wants an instance to be evacuated although something holds it.
     *
     * @param destinationChecked whether somebody has made sure that it does not run on its migration's destination
     */
    record ReleasedByOperator(String instanceId, String operator, boolean destinationChecked)
            implements IncidentEvent {}

    /** Instances are on the recovered host that nobody has dealt with. */
    record InstancesFound(List<Instance> instances) implements IncidentEvent {
        public InstancesFound {
            instances = List.copyOf(instances);
        }
    }

    /** The answer to one command. */
    sealed interface Answer extends IncidentEvent {
        String commandId();
    }

    /** The command was not run (no lease, too late) or nothing came of it; it had no effect. */
    record NotRun(String commandId, String why) implements Answer {}

    /**
     * The power state was asked for.
     *
     * @param at when the read began: the state is at least as new as this
     * @param verified the device that it was read from, if that has just named the host's own system and is another one than
     *     the incident was bound to, or was not verified before
     */
    record PowerRead(String commandId, PowerReading reading, Instant at, Optional<String> verified) implements Answer {
        /** A reading of the device that the incident is bound to. */
        public PowerRead(String commandId, PowerReading reading, Instant at) {
            this(commandId, reading, at, Optional.empty());
        }
    }

    /**
     * The power-off command was given.
     *
     * @param at when the command was given
     */
    record PowerOffAnswered(String commandId, PowerCommandResult result, Instant at) implements Answer {}

    /**
     * The power was not cut: right before, all that it was to be cut for was over.
     *
     * @param sign what showed it, in a few words
     */
    record FaultOver(String commandId, String sign) implements Answer {}

    /**
     * The fenced host and the others were probed.
     *
     * @param hostAnswers whether the fenced host still answers
     * @param fallenSilent hosts that were well at the last observation and do not answer now
     */
    record WitnessesProbed(String commandId, boolean hostAnswers, Set<String> fallenSilent) implements Answer {
        public WitnessesProbed {
            fallenSilent = Set.copyOf(fallenSilent);
        }
    }

    record IsolationAnswered(String commandId, IsolationResult result) implements Answer {}

    /**
     * The instances on the host.
     *
     * @param groups the server groups that they are members of
     */
    record InstancesListed(
            String commandId, List<Instance> instances, List<Migration> migrations, List<ServerGroup> groups)
            implements Answer {
        public InstancesListed {
            instances = List.copyOf(instances);
            migrations = List.copyOf(migrations);
            groups = List.copyOf(groups);
        }
    }

    /**
     * The instances wherever they are.
     *
     * @param lookedAt ids of those that were looked for; one of them that is missing does not exist any more
     * @param lastActions of those of which it was asked: when something was last asked for with them, by the cloud's clock
     */
    record InstancesSeen(
            String commandId,
            List<Instance> instances,
            List<Migration> migrations,
            Set<String> lookedAt,
            Map<String, Optional<Instant>> lastActions)
            implements Answer {
        public InstancesSeen {
            lookedAt = Set.copyOf(lookedAt);
            instances = List.copyOf(instances);
            migrations = List.copyOf(migrations);
            lastActions = Map.copyOf(lastActions);
        }
    }

    /** The cloud could not be asked. */
    record LookFailed(String commandId, String detail) implements Answer {}

    record ResetAnswered(String commandId, String instanceId, ResetResult result) implements Answer {}

    record StopAnswered(String commandId, String instanceId, StopResult result) implements Answer {}

    record ReserveAnswered(String commandId, String reserve, ReserveResult result) implements Answer {}

    record PowerOnAnswered(String commandId, PowerCommandResult result) implements Answer {}

    record ReleaseAnswered(String commandId, ReleaseResult result) implements Answer {}

    record EvacuationAnswered(String commandId, String instanceId, EvacuationResult result) implements Answer {}
}
