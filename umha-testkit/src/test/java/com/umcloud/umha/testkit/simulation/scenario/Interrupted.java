package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was under way when a processor was killed, as it is written down, and which mails may come or be missing because of that.
 *
 * @param fencing hosts that were being fenced
 * @param evacuating hosts whose instances were being evacuated
 * @param recovering hosts that were being recovered, from their fencing on
 * @param asking hosts of which an instance was just being asked for
 */
record Interrupted(Set<String> fencing, Set<String> evacuating, Set<String> recovering, Set<String> asking) {
    static final Interrupted NOTHING = new Interrupted(Set.of(), Set.of(), Set.of(), Set.of());

    /** As it is at this moment. */
    static Interrupted of(SimulatedRegion region) {
        Set<String> asked = region.database().intents().stream()
                .filter(row ->
                        row.state() == IntentState.INTENDED && row.command().equals(CommandKind.EVACUATE.name()))
                .map(row -> row.incidentId())
                .collect(Collectors.toCollection(HashSet::new));
        return new Interrupted(
                hosts(region, row -> row.state().equals(IncidentState.FENCING.name())),
                hosts(region, row -> row.state().equals(IncidentState.EVACUATING.name())),
                hosts(region, row -> IncidentState.valueOf(row.state()).isRecovering()),
                hosts(region, row -> asked.contains(row.id())));
    }

    private static Set<String> hosts(SimulatedRegion region, Predicate<IncidentRow> wanted) {
        return region.database().incidents().stream()
                .filter(IncidentRow::open)
                .filter(wanted)
                .map(IncidentRow::host)
                .collect(Collectors.toSet());
    }

    /** A call of unknown outcome that has not arrived is repeated after 90 s, which is longer than {@code evacuate_timeout}. */
    boolean mayBring(String mail) {
        return isAbout(mail, "incident.slow", asking);
    }

    /**
     * A device that did not obey at once may have done so by the time at which it is looked at again; a slow build may be ready, and
     * what waited or was held may go on.
     */
    boolean mayPrevent(String mail) {
        return isAbout(mail, "incident.fence-trouble", fencing)
                || isAbout(mail, "incident.slow", evacuating)
                || isAbout(mail, "incident.interim", recovering);
    }

    private static boolean isAbout(String mail, String kind, Set<String> hosts) {
        return hosts.stream().anyMatch(host -> mail.equals(kind + " about " + host));
    }
}
