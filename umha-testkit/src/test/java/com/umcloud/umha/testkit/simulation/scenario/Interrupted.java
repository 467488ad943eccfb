package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was under way when a processor was killed, as it is written down, and which mails may come or be missing because of that.
 *
 * @param recovering hosts that were being recovered, from their fencing on
 * @param evacuating those of them whose instances were being evacuated
 * @param asking hosts of which an instance was just being asked for
 * @param unseen hosts that had not been seen well by all signals yet
 */
record Interrupted(Set<String> recovering, Set<String> evacuating, Set<String> asking, Set<String> unseen) {
    private static final Set<String> SIGNALS = Set.of("storage", "probe");
    private static final String UNMONITORED = "host.unmonitored";

    static final Interrupted NOTHING = new Interrupted(Set.of(), Set.of(), Set.of(), Set.of());

    /** As it is at this moment. */
    static Interrupted of(SimulatedRegion region) {
        Set<String> asked = region.database().intents().stream()
                .filter(row ->
                        row.state() == IntentState.INTENDED && row.command().equals(CommandKind.EVACUATE.name()))
                .map(row -> row.incidentId())
                .collect(Collectors.toCollection(HashSet::new));
        return new Interrupted(
                hosts(region, row -> IncidentState.valueOf(row.state()).isRecovering()),
                hosts(region, row -> row.state().equals(IncidentState.EVACUATING.name())),
                hosts(region, row -> asked.contains(row.id())),
                unseen(region));
    }

    private static Set<String> unseen(SimulatedRegion region) {
        Map<String, Set<String>> seen = region.database().signalsSeenGood();
        return region.site().hosts().stream()
                .map(SimulatedHost::name)
                .filter(host -> !seen.getOrDefault(host, Set.of()).containsAll(SIGNALS))
                .collect(Collectors.toSet());
    }

    private static Set<String> hosts(SimulatedRegion region, Predicate<IncidentRow> wanted) {
        return region.database().incidents().stream()
                .filter(IncidentRow::open)
                .filter(wanted)
                .map(IncidentRow::host)
                .collect(Collectors.toSet());
    }

    /**
     * A call of unknown outcome that has not arrived is repeated after 90 s, which is longer than {@code evacuate_timeout}. A host
     * that dies before whoever goes on has seen it well is not monitored by what was not seen.
     */
    boolean mayBring(String mail) {
        return isAbout(mail, "incident.slow", asking)
                || isAbout(mail, UNMONITORED, unseen)
                || (mail.equals(UNMONITORED) && unseen.size() > 1);
    }

    /**
     * A device that did not obey or answer may do so by the time at which it is looked at again; what waited or was held may go on,
     * and a slow build may be ready.
     */
    boolean mayPrevent(String mail) {
        return isAbout(mail, "incident.fence-trouble", recovering)
                || isAbout(mail, "incident.interim", recovering)
                || isAbout(mail, "incident.slow", evacuating);
    }

    private static boolean isAbout(String mail, String kind, Set<String> hosts) {
        return hosts.stream().anyMatch(host -> mail.equals(kind + " about " + host));
    }
}
