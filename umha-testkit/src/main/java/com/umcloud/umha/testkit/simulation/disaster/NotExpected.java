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
            new Reason(
                    "a processor that acts has to follow one that only rehearses; in a seed all have one configuration",
                    incident(IncidentState.FENCING, IncidentState.REHEARSED)),
            new Reason(
                    "a sign of life or a restart has to fall into the fraction of a second between the reading of a power"
                            + " that nobody has cut and the isolation",
                    incident(IncidentState.HELD, IncidentState.VERIFYING)),
            new Reason(
                    "an incident of unknown outcome has to turn up beside another one of the same host and to have come"
                            + " that far",
                    incident(
                            IncidentState.CLOSED,
                            IncidentState.VERIFYING,
                            IncidentState.ISOLATING,
                            IncidentState.EVACUATING)));

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

        private Reason(String text, Stream<String> changes) {
            this(text, changes.toList());
        }
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
