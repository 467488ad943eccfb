package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Declared changes that 1,000 seeds need not reach. All of them can happen, and tests of single steps go through each; but several
 * rare things have to fall into the same moment. Of these {@link Coverage#neverReached()} says nothing.
 */
public final class NotExpected {
    private static final List<Reason> REASONS = List.of(
            because(
                    "a processor that acts has to follow one that only rehearses; in a seed all have one configuration",
                    incident(IncidentState.FENCING, IncidentState.REHEARSED)),
            because(
                    "a sign of life or a restart has to fall into the fraction of a second between the reading of a power"
                            + " that nobody has cut and the isolation",
                    incident(IncidentState.HELD, IncidentState.VERIFYING)),
            because(
                    "an incident of unknown outcome has to turn up beside another one of the same host and to have come"
                            + " that far",
                    incident(
                            IncidentState.CLOSED,
                            IncidentState.VERIFYING,
                            IncidentState.ISOLATING,
                            IncidentState.EVACUATING)),
            because(
                    "an instance has to turn up on the host after two lists have lacked it",
                    incident(IncidentState.EVACUATING, IncidentState.RECOVERED)),
            because(
                    "somebody else has to evacuate it while UMHA does not ask for it; no operator of a seed does so",
                    instance(
                            InstanceState.RUNNING,
                            InstanceState.PENDING,
                            InstanceState.WAITING,
                            InstanceState.TO_RESET,
                            InstanceState.TO_STOP),
                    Stream.of("instance " + Coverage.way(Coverage.NEW, InstanceState.RUNNING.name()))),
            because(
                    "it has to leave its dead host by something that was not seen before: an older movement that ends after"
                            + " all, or an evacuation of unknown outcome between two looks",
                    instance(
                            InstanceState.VERIFYING,
                            InstanceState.PENDING,
                            InstanceState.UNRESOLVED,
                            InstanceState.WAITING,
                            InstanceState.TO_RESET,
                            InstanceState.TO_STOP,
                            InstanceState.HELD),
                    instance(
                            InstanceState.TO_STOP,
                            InstanceState.PENDING,
                            InstanceState.UNRESOLVED,
                            InstanceState.RUNNING,
                            InstanceState.WAITING,
                            InstanceState.TO_RESET,
                            InstanceState.HELD),
                    instance(
                            InstanceState.RECOVERED,
                            InstanceState.PENDING,
                            InstanceState.WAITING,
                            InstanceState.TO_RESET,
                            InstanceState.HELD)),
            because(
                    "its owner or an administrator has to do something with it in a certain second of its recovery: to"
                            + " migrate, shelve or delete it, or to set it to error",
                    instance(
                            InstanceState.HELD,
                            InstanceState.UNRESOLVED,
                            InstanceState.RUNNING,
                            InstanceState.VERIFYING,
                            InstanceState.TO_RESET),
                    instance(
                            InstanceState.EXCLUDED,
                            InstanceState.UNRESOLVED,
                            InstanceState.RUNNING,
                            InstanceState.VERIFYING,
                            InstanceState.WAITING,
                            InstanceState.TO_RESET,
                            InstanceState.TO_STOP),
                    instance(InstanceState.GONE, InstanceState.TO_STOP, InstanceState.HELD)),
            because(
                    "an old list has to show it on its dead host once more after it was seen elsewhere, or without a record"
                            + " that was seen before",
                    instance(InstanceState.UNRESOLVED, InstanceState.RUNNING, InstanceState.VERIFYING),
                    Stream.of(
                                    InstanceState.HELD,
                                    InstanceState.UNRESOLVED,
                                    InstanceState.PENDING,
                                    InstanceState.WAITING)
                            .flatMap(to -> instance(to, InstanceState.TO_STOP))),
            because(
                    "a call has to land late, or its record to end, between a look and the next one",
                    instance(InstanceState.RUNNING, InstanceState.VERIFYING, InstanceState.HELD),
                    instance(InstanceState.UNRESOLVED, InstanceState.HELD),
                    instance(InstanceState.WAITING, InstanceState.REQUESTED)),
            because(
                    "a reserved host has to be put into service; no seed has any",
                    instance(InstanceState.PENDING, InstanceState.WAITING)),
            because(
                    "one whose status is in reset_to_error has to be held first: its incident was cancelled, and it is"
                            + " released then",
                    instance(InstanceState.TO_RESET, InstanceState.HELD)));

    private static final Set<String> ALL = new HashSet<>(
            REASONS.stream().flatMap(reason -> reason.changes().stream()).toList());

    private NotExpected() {}

    /**
     * Why some changes are not expected.
     *
     * @param changes as {@link Coverage#neverReached()} would name them
     */
    public record Reason(String text, List<String> changes) {
        public Reason {
            changes = List.copyOf(changes);
        }
    }

    private static Reason because(String text, Stream<String> changes) {
        return new Reason(text, changes.toList());
    }

    private static Reason because(String text, Stream<String> some, Stream<String> others) {
        return because(text, Stream.concat(some, others));
    }

    private static Reason because(String text, Stream<String> some, Stream<String> others, Stream<String> more) {
        return because(text, Stream.concat(some, others), more);
    }

    /** All reasons, in the order in which they are told. */
    public static List<Reason> reasons() {
        return REASONS;
    }

    /** Whether this change is among them. */
    static boolean contains(String change) {
        return ALL.contains(change);
    }

    private static Stream<String> incident(IncidentState to, IncidentState... from) {
        return Arrays.stream(from).map(state -> "incident " + Coverage.way(state.name(), to.name()));
    }

    private static Stream<String> instance(InstanceState to, InstanceState... from) {
        return Arrays.stream(from).map(state -> "instance " + Coverage.way(state.name(), to.name()));
    }
}
