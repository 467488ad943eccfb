package com.umcloud.umha.core.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which state of an incident may follow which. {@link Invariants} lets nothing else pass; the documentation is made of it. */
public final class IncidentTransitions {
    private static final String SUPERSEDED =
            "another incident of the same host goes on, it was never meant, or an operator has" + " cancelled it";

    private static final List<StateChange<IncidentState>> ALL = Stream.of(
                    begins(IncidentState.HELD, "a fault is confirmed and a gate says not now"),
                    begins(IncidentState.REHEARSED, "a fault is confirmed, really_evacuate = false"),
                    begins(IncidentState.FENCING, "a fault is confirmed and all gates are open"),
                    leads(
                            IncidentState.REHEARSED,
                            "the gates that held are open, really_evacuate = false",
                            IncidentState.HELD),
                    leads(
                            IncidentState.FENCING,
                            "all gates are open (after an operator's word: those that do not yield to it)",
                            IncidentState.HELD,
                            IncidentState.REHEARSED),
                    leads(
                            IncidentState.FENCING,
                            "the proof does not hold (power reads on, a sign of life) or is to be taken anew (restart)",
                            IncidentState.VERIFYING,
                            IncidentState.ISOLATING,
                            IncidentState.EVACUATING),
                    leads(
                            IncidentState.HELD,
                            "before its power was cut: a gate stops it, a sign of life, a restart, an operator's word that"
                                    + " does not stand",
                            IncidentState.FENCING,
                            IncidentState.VERIFYING),
                    leads(
                            IncidentState.VERIFYING,
                            "power reads off, or somebody vouches for it where it cannot be read",
                            IncidentState.FENCING),
                    leads(
                            IncidentState.ISOLATING,
                            "it is silent, and no other host may be off in its place",
                            IncidentState.VERIFYING),
                    leads(
                            IncidentState.EVACUATING,
                            "the cloud treats the host as down and schedules nothing there",
                            IncidentState.ISOLATING),
                    leads(
                            IncidentState.EVACUATING,
                            "instances are found on the host that its recovery has not dealt with, and it is still off",
                            IncidentState.RECOVERED),
                    leads(
                            IncidentState.RECOVERED,
                            "every instance has its outcome, and another list shows no further one",
                            IncidentState.EVACUATING),
                    leads(
                            IncidentState.CLOSED,
                            "the host is well again, or is to be left alone, before anything was done; " + SUPERSEDED,
                            IncidentState.HELD,
                            IncidentState.REHEARSED,
                            IncidentState.FENCING),
                    leads(
                            IncidentState.CLOSED,
                            SUPERSEDED,
                            IncidentState.VERIFYING,
                            IncidentState.ISOLATING,
                            IncidentState.EVACUATING),
                    leads(
                            IncidentState.CLOSED,
                            "the host is well and in service again, or an operator keeps it out; " + SUPERSEDED,
                            IncidentState.RECOVERED))
            .flatMap(List::stream)
            .toList();

    private IncidentTransitions() {}

    /** All of them, in the order in which they are explained. */
    public static List<StateChange<IncidentState>> all() {
        return ALL;
    }

    /**
     * Whether an incident may be in that state after one step.
     *
     * @param from empty if it is new
     */
    public static boolean allows(Optional<IncidentState> from, IncidentState to) {
        if (from.isPresent() && from.get() == to) {
            return true;
        }
        for (StateChange<IncidentState> change : ALL) {
            if (change.to() == to && change.from().equals(from)) {
                return true;
            }
        }
        return false;
    }

    private static List<StateChange<IncidentState>> begins(IncidentState to, String cause) {
        return List.of(new StateChange<>(Optional.empty(), to, cause));
    }

    private static List<StateChange<IncidentState>> leads(IncidentState to, String cause, IncidentState... from) {
        return Arrays.stream(from)
                .map(state -> new StateChange<>(Optional.of(state), to, cause))
                .toList();
    }
}
