package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.core.assessment.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One failed host and everything done about it. Immutable; changed by {@link IncidentMachine} only, kept as JSON.
 *
 * @param id unique; begins with the day, so that people can say which one they mean
 * @param faults what was confirmed, the leading one first
 * @param reason why it is in its state, in one line for the operator
 * @param underWay which commands are in flight; empty after a restart
 * @param sequence how many commands were issued; numbers the intents
 * @param instances in the order in which they are dealt with; empty until the host was listed
 * @param listed whether the instances were listed since the host was isolated
 * @param nextAt when something is due in this state, if it is not waiting for an answer
 * @param wellSince since when the returned host has been well
 * @param summaryTold whether the operator has the first summary of the evacuation
 * @param viewedAt when the cloud last told of the instances and their migrations; nothing is evacuated by an old view
 * @param groups the server groups that its instances belong to
 * @param reserves the reserved hosts that were put into service for it, or did not take it
 * @param told what the operator knows already
 * @param hostReturn how far the recovered host is on its way back; none in a document of an older version
 * @param cancelledBy the operator who has said that it goes no further; empty if nobody has
 * @param violation the rule of UMHA's own that its next step would have broken: nothing is done until the program is started
 *     again; empty if it is not held for that
 * @param doubtfulReserve the reserved host of which it is not known whether it was put into service; none in a document of an
 *     older version
 */
public record Incident(
        String id,
        String host,
        List<Fault> faults,
        IncidentState state,
        String reason,
        Instant openedAt,
        Instant updatedAt,
        Fencing fencing,
        List<PendingCommand> underWay,
        int sequence,
        List<InstanceRecovery> instances,
        boolean listed,
        Optional<Instant> nextAt,
        Optional<Instant> wellSince,
        boolean summaryTold,
        Optional<Instant> viewedAt,
        List<ServerGroup> groups,
        Set<String> reserves,
        Told told,
        HostReturn hostReturn,
        Optional<String> cancelledBy,
        Optional<String> violation,
        Optional<DoubtfulReserve> doubtfulReserve) {
    public Incident {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(fencing, "fencing");
        Objects.requireNonNull(told, "told");
        hostReturn = Objects.requireNonNullElse(hostReturn, HostReturn.NONE);
        cancelledBy = Objects.requireNonNullElse(cancelledBy, Optional.empty());
        violation = Objects.requireNonNullElse(violation, Optional.empty());
        doubtfulReserve = Objects.requireNonNullElse(doubtfulReserve, Optional.empty());
        faults = List.copyOf(faults);
        underWay = List.copyOf(underWay);
        instances = List.copyOf(instances);
        groups = List.copyOf(groups);
        reserves = Set.copyOf(reserves);
    }

    Incident updated(Instant at) {
        return with(state, reason, at, fencing, underWay, sequence, violation);
    }

    /** As it was before a step that would have broken a rule. It does not count as proven off while nobody looks after it. */
    Incident held(String violated, Instant at) {
        return with(state, "held: " + violated, at, fencing.refuted(), underWay, sequence, Optional.of(violated));
    }

    /** Opened, and nothing of what was decided with its opening. */
    Incident unbegun() {
        return with(IncidentState.HELD, reason, updatedAt, Fencing.NONE, List.of(), 0, violation);
    }

    private Incident with(
            IncidentState newState,
            String newReason,
            Instant at,
            Fencing newFencing,
            List<PendingCommand> newUnderWay,
            int newSequence,
            Optional<String> newViolation) {
        return new Incident(
                id,
                host,
                faults,
                newState,
                newReason,
                openedAt,
                at,
                newFencing,
                newUnderWay,
                newSequence,
                instances,
                listed,
                nextAt,
                wellSince,
                summaryTold,
                viewedAt,
                groups,
                reserves,
                told,
                hostReturn,
                cancelledBy,
                newViolation,
                doubtfulReserve);
    }

    public Fault leadingFault() {
        return faults.get(0);
    }

    public boolean isOpen() {
        return state.isOpen();
    }

    /**
     * Whether it takes one of the places for hosts that are recovered at the same time. One whose instances all wait (for
     * room in the cloud, for another migration's end) leaves its place to the next host.
     */
    public boolean takesPlace() {
        boolean onlyWaits = state == IncidentState.EVACUATING
                && listed
                && instances.stream()
                        .allMatch(i -> i.state().isOver()
                                || i.state() == InstanceState.WAITING
                                || i.state() == InstanceState.HELD)
                && instances.stream().anyMatch(i -> !i.state().isOver());
        return state.isRecovering() && !onlyWaits;
    }

    /**
     * Whether an evacuation could be asked for at once, or as soon as a call is answered: the host is being isolated at this
     * moment, its power has to be read again, or the cloud to be looked at. While the power cannot be read nobody knows when
     * that will be.
     */
    public boolean mayAskSoon(RecoveryConfig config, Instant now) {
        boolean isolating = state == IncidentState.ISOLATING
                && underWay.stream().anyMatch(command -> command.kind() == CommandKind.ISOLATE);
        return (isolating || state == IncidentState.EVACUATING)
                && fencing.proofAt().isPresent()
                && (fencing.trouble().isEmpty() || AskingSteps.isFresh(fencing, config, now));
    }

    public long countOf(InstanceState wanted) {
        return instances.stream().filter(i -> i.state() == wanted).count();
    }
}
