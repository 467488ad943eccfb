package com.umcloud.umha.core.incident;

import java.util.Objects;
import java.util.Optional;

/**
 * A change of an incident's state as a line of {@code umha_log} keeps it. Added up, the lines of an incident are the state that it
 * is in: what it went through can be read when it is long over.
 *
 * @param from empty for the way in
 */
public record StateLine(Optional<IncidentState> from, IncidentState to) {
    /** The kind of these lines. */
    public static final String KIND = "incident.state";

    private static final String NEW = "NEW";
    private static final String LEADS_TO = " -> ";
    private static final String BECAUSE = ": ";

    public StateLine {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /**
     * The line that belongs to a step.
     *
     * @param before empty if the incident is new
     * @return empty if the step leaves the state as it is
     */
    public static Optional<StateLine> of(Optional<Incident> before, Incident after) {
        Optional<IncidentState> from = before.map(Incident::state);
        return from.equals(Optional.of(after.state()))
                ? Optional.empty()
                : Optional.of(new StateLine(from, after.state()));
    }

    /** The line for people, such as {@code FENCING -> VERIFYING: the host counts as off}. */
    public String message(String reason) {
        return from.map(Enum::name).orElse(NEW) + LEADS_TO + to + (reason.isEmpty() ? "" : BECAUSE + reason);
    }

    /**
     * Reads a line that {@link #message} has made.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static StateLine read(String message) {
        int arrow = message.indexOf(LEADS_TO);
        if (arrow < 0) {
            throw new IllegalArgumentException("no change of state: " + message);
        }
        int begin = arrow + LEADS_TO.length();
        int end = message.indexOf(BECAUSE, begin);
        String from = message.substring(0, arrow);
        return new StateLine(
                from.equals(NEW) ? Optional.empty() : Optional.of(IncidentState.valueOf(from)),
                IncidentState.valueOf(message.substring(begin, end < 0 ? message.length() : end)));
    }
}
