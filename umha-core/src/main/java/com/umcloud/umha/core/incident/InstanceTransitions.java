package com.umcloud.umha.core.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which state of an instance's recovery may follow which. {@link Invariants} lets nothing else pass. */
public final class InstanceTransitions {
    /** Whatever it waits for, a look at the cloud may show something else. */
    private static final List<InstanceState> LOOKED_AT = Arrays.stream(InstanceState.values())
            .filter(state -> !state.isOver() && !state.isAsking())
            .toList();

    private static final List<StateChange<InstanceState>> ALL = Stream.of(
                    found(),
                    calls(),
                    seen(InstanceState.RUNNING, "a look shows an unfinished record of its evacuation"),
                    seen(InstanceState.VERIFYING, "a look shows its record ended, or it on another host and not ready"),
                    seen(InstanceState.TO_STOP, "a look shows it running on another host, and it was stopped before"),
                    seen(InstanceState.HELD, "a look shows that another migration or a resize has to end first"),
                    seen(InstanceState.RECOVERED, "a look shows it on another host"),
                    seen(InstanceState.EXCLUDED, "a look shows it in a state in which it cannot be evacuated"),
                    seen(InstanceState.GONE, "a look does not find it any more"),
                    failures())
            .flatMap(List::stream)
            .toList();

    private InstanceTransitions() {}

    private static List<StateChange<InstanceState>> found() {
        return Stream.of(
                        found(InstanceState.PENDING, "it is on the failed host"),
                        found(InstanceState.RUNNING, "its evacuation was under way already"),
                        found(InstanceState.HELD, "another migration or a resize has to end first"),
                        found(InstanceState.TO_RESET, "its status is in reset_to_error"),
                        found(InstanceState.EXCLUDED, "a rule, its state or its disk says to leave it"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<StateChange<InstanceState>> calls() {
        return Stream.of(
                        leads(
                                InstanceState.REQUESTED,
                                "a slot is free, the proof and the view of the cloud are fresh",
                                InstanceState.PENDING,
                                InstanceState.WAITING),
                        leads(InstanceState.RUNNING, "the cloud has accepted the call", InstanceState.REQUESTED),
                        leads(InstanceState.GONE, "the cloud does not know it any more", InstanceState.REQUESTED),
                        leads(
                                InstanceState.RESETTING,
                                "the proof and the view of the cloud are fresh",
                                InstanceState.TO_RESET),
                        leads(
                                InstanceState.TO_RESET,
                                "the call is answered, was not made, or is of unknown outcome",
                                InstanceState.RESETTING),
                        leads(InstanceState.STOPPING, "it runs and is to be stopped", InstanceState.TO_STOP),
                        leads(
                                InstanceState.TO_STOP,
                                "the call is answered, was not made, or is of unknown outcome",
                                InstanceState.STOPPING))
                .flatMap(List::stream)
                .toList();
    }

    private static List<StateChange<InstanceState>> failures() {
        return Stream.of(
                        leads(
                                InstanceState.UNRESOLVED,
                                "the call is of unknown outcome: no answer, or a restart",
                                InstanceState.REQUESTED),
                        leads(
                                InstanceState.UNRESOLVED,
                                "the cloud has no record of the evacuation",
                                InstanceState.RUNNING,
                                InstanceState.VERIFYING,
                                InstanceState.TO_STOP),
                        leads(
                                InstanceState.UNRESOLVED,
                                "what held it has ended, and its last call is of less than 90 s ago",
                                InstanceState.HELD),
                        leads(
                                InstanceState.PENDING,
                                "the call was not made, or the named destination did not take it",
                                InstanceState.REQUESTED),
                        leads(
                                InstanceState.PENDING,
                                "the named destination did not take it, or nothing is found of the call after 90 s",
                                InstanceState.UNRESOLVED,
                                InstanceState.RUNNING,
                                InstanceState.VERIFYING,
                                InstanceState.TO_STOP),
                        leads(InstanceState.PENDING, "a reserved host was put into service", InstanceState.WAITING),
                        leads(
                                InstanceState.PENDING,
                                "it is in error now, or need not be reset any more",
                                InstanceState.TO_RESET),
                        leads(InstanceState.PENDING, "what held it has ended", InstanceState.HELD),
                        leads(
                                InstanceState.TO_RESET,
                                "what held it has ended, and its status is in reset_to_error",
                                InstanceState.HELD),
                        leads(
                                InstanceState.WAITING,
                                "the evacuation was refused or has failed",
                                InstanceState.REQUESTED,
                                InstanceState.UNRESOLVED,
                                InstanceState.RUNNING,
                                InstanceState.VERIFYING,
                                InstanceState.TO_STOP))
                .flatMap(List::stream)
                .toList();
    }

    /** All of them, in the order in which they are explained. */
    public static List<StateChange<InstanceState>> all() {
        return ALL;
    }

    /**
     * The declared changes that one step consists of: none if the state stays, two if it became due for a call and the call was
     * written down at once.
     *
     * @param from empty if the instance is new
     * @return empty if no declared way leads there
     */
    public static Optional<List<StateChange<InstanceState>>> way(Optional<InstanceState> from, InstanceState to) {
        if (from.isPresent() && from.get() == to) {
            return Optional.of(List.of());
        }
        Optional<StateChange<InstanceState>> direct = change(from, to);
        if (direct.isPresent()) {
            return Optional.of(List.of(direct.get()));
        }
        return dueFor(to)
                .flatMap(due -> change(from, due)
                        .flatMap(first -> change(Optional.of(due), to).map(second -> List.of(first, second))));
    }

    /** The state in which an instance is due for the call of that state. */
    private static Optional<InstanceState> dueFor(InstanceState asking) {
        return switch (asking) {
            case REQUESTED -> Optional.of(InstanceState.PENDING);
            case RESETTING -> Optional.of(InstanceState.TO_RESET);
            case STOPPING -> Optional.of(InstanceState.TO_STOP);
            case PENDING, UNRESOLVED, RUNNING, VERIFYING, WAITING, TO_RESET, TO_STOP, HELD, RECOVERED, EXCLUDED, GONE ->
                Optional.empty();
        };
    }

    private static Optional<StateChange<InstanceState>> change(Optional<InstanceState> from, InstanceState to) {
        for (StateChange<InstanceState> change : ALL) {
            if (change.to() == to && change.from().equals(from)) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    private static List<StateChange<InstanceState>> found(InstanceState to, String cause) {
        return List.of(new StateChange<>(Optional.empty(), to, cause));
    }

    private static List<StateChange<InstanceState>> seen(InstanceState to, String cause) {
        return LOOKED_AT.stream()
                .filter(state -> state != to)
                .map(state -> new StateChange<>(Optional.of(state), to, cause))
                .toList();
    }

    private static List<StateChange<InstanceState>> leads(InstanceState to, String cause, InstanceState... from) {
        return Arrays.stream(from)
                .map(state -> new StateChange<>(Optional.of(state), to, cause))
                .toList();
    }
}
