package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at every step before it is written down, as a second pair of eyes: it knows what is decided, not how. Pure, and takes
 * microseconds (about 20 with 500 instances).
 */
public final class Invariants {
    private final CommandInvariants commands;

    public Invariants(RecoveryConfig config) {
        this.commands = new CommandInvariants(config);
    }

    /**
     * What the step breaks, the first finding first; nothing if it may be written down.
     *
     * @param before empty if the incident is new
     * @param event what it was decided on; empty if it is closed without one
     */
    public List<Violation> violatedBy(
            Optional<Incident> before,
            Optional<IncidentEvent> event,
            Surroundings surroundings,
            Transition transition,
            Instant now) {
        Incident after = transition.incident();
        boolean nothing = transition.commands().isEmpty() && before.equals(Optional.of(after));
        if (nothing) {
            return List.of();
        }
        List<Violation> found = new ArrayList<>();
        state(before, event, after, found);
        instances(before, after, found);
        if (!after.isOpen() && !transition.commands().isEmpty()) {
            found.add(new Violation(Invariant.CLOSED_ACTS, kinds(transition)));
        }
        commands.check(new Issue(before, event, surroundings, transition, now), found);
        return found;
    }

    /** A step as far as its commands go. */
    record Issue(
            Optional<Incident> before,
            Optional<IncidentEvent> event,
            Surroundings surroundings,
            Transition transition,
            Instant now) {}

    private static String kinds(Transition transition) {
        return transition.commands().stream().map(Command::kind).toList().toString();
    }

    private static void state(
            Optional<Incident> before, Optional<IncidentEvent> event, Incident after, List<Violation> found) {
        Optional<IncidentState> from = before.map(Incident::state);
        String way = from.map(Enum::name).orElse("new") + " -> " + after.state();
        if (before.filter(b -> !isSame(b, after)).isPresent()) {
            found.add(new Violation(Invariant.IDENTITY, before.get().id() + " -> " + after.id()));
        }
        if (!IncidentTransitions.allows(from, after.state())) {
            found.add(new Violation(Invariant.INCIDENT_STATE, way));
        }
        boolean untouched = from.isEmpty() || from.get() == IncidentState.HELD || from.get() == IncidentState.REHEARSED;
        if (untouched && after.state().isRecovering() && !isPassed(event, after)) {
            found.add(new Violation(Invariant.FENCED_WITHOUT_VERDICT, way));
        }
        if (after.state() == IncidentState.RECOVERED && !isComplete(after)) {
            found.add(new Violation(Invariant.RECOVERED_TOO_EARLY, way));
        }
    }

    private static boolean isSame(Incident before, Incident after) {
        return before.id().equals(after.id())
                && before.host().equals(after.host())
                && before.openedAt().equals(after.openedAt());
    }

    private static boolean isPassed(Optional<IncidentEvent> event, Incident after) {
        if (event.isEmpty() || !(event.get() instanceof IncidentEvent.Assessed assessed)) {
            return false;
        }
        SafetyVerdict said = assessed.verdict();
        boolean vouched = after.fencing().isConfirmedByOperator();
        return (vouched ? said.afterOperatorsWord() : said).ruling() == Ruling.PASS;
    }

    private static boolean isComplete(Incident incident) {
        return incident.listed()
                && incident.instances().stream().allMatch(i -> i.state().isOver());
    }

    /** Those that are known stay, in their order; a rehearsal that becomes serious begins anew. */
    private static void instances(Optional<Incident> before, Incident after, List<Violation> found) {
        boolean anew = before.isEmpty()
                || (before.get().state() == IncidentState.REHEARSED && after.state() != IncidentState.REHEARSED);
        List<InstanceRecovery> old = anew ? List.of() : before.get().instances();
        List<InstanceRecovery> now = after.instances();
        for (int i = 0; i < old.size(); i++) {
            InstanceRecovery was = old.get(i);
            if (i >= now.size() || !now.get(i).id().equals(was.id())) {
                found.add(new Violation(Invariant.INSTANCE_FORGOTTEN, was.id()));
            } else {
                changed(was, now.get(i), found);
            }
        }
        for (int i = old.size(); i < now.size(); i++) {
            InstanceRecovery fresh = now.get(i);
            if (InstanceTransitions.way(Optional.empty(), fresh.state()).isEmpty()) {
                found.add(new Violation(Invariant.INSTANCE_STATE, fresh.id() + " new -> " + fresh.state()));
            }
        }
    }

    private static void changed(InstanceRecovery was, InstanceRecovery is, List<Violation> found) {
        if (was.state().isOver() && !was.equals(is)) {
            found.add(new Violation(Invariant.OUTCOME_CHANGED, was.id() + " " + was.state() + " -> " + is.state()));
        }
        if (was.state() != is.state()
                && InstanceTransitions.way(Optional.of(was.state()), is.state()).isEmpty()) {
            found.add(new Violation(Invariant.INSTANCE_STATE, was.id() + " " + was.state() + " -> " + is.state()));
        }
    }
}
