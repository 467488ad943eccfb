package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import com.umcloud.umha.testkit.simulation.store.DatabaseWrite;
import com.umcloud.umha.testkit.simulation.store.WriteKind;
import com.umcloud.umha.testkit.simulation.store.WriteListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the orders of operators: once a processor has read that UMHA is disarmed it begins nothing, and no incident is
 * opened of a host that it knows to be in maintenance. Used by one thread.
 */
final class OrderChecks implements ProcessorListener, WriteListener {
    /** An incident that was decided on before the order was read is let go with the next observation but one at the latest. */
    private static final Duration TWO_OBSERVATIONS = Duration.ofSeconds(10);

    private final SimulatedRegion region;
    private final Checks checks;
    private final Hits hits;
    private final Map<String, Instant> readDisarmed = new HashMap<>();
    private final Map<String, Known> maintenance = new HashMap<>();
    /** What each command on each subject was last written down as; looked up only. */
    private final Map<String, IntentRow> intents = new HashMap<>();
    /** The first intent to cut a power, by incident; looked up only. */
    private final Map<String, String> cuts = new HashMap<>();
    /** Incidents that have acted on their host, or found it off. */
    private final Set<String> begun = new HashSet<>();

    private final Set<String> opened = new HashSet<>();
    private StandingOrders orders = StandingOrders.NONE;
    private boolean stale = true;
    private int commitsSeen;

    OrderChecks(SimulatedRegion region, Checks checks, Hits hits) {
        this.region = region;
        this.checks = checks;
        this.hits = hits;
        region.database().listen(this);
    }

    /** A host's maintenance, and when each processor first read of it. */
    private record Known(Maintenance maintenance, Map<String, Instant> read) {}

    // ---- what is told ----

    @Override
    public void after(DatabaseWrite write, boolean written) {
        stale |= written && write.kind() != WriteKind.LEASE && write.kind() != WriteKind.OUTBOX;
    }

    @Override
    public void landed(DatabaseWrite write) {
        stale = true;
    }

    @Override
    public void readOrders(String controller) {
        refresh();
        Instant now = region.agenda().instant();
        if (!orders.arming().armed()) {
            readDisarmed.putIfAbsent(controller, now);
        }
        maintenance.values().forEach(known -> known.read().putIfAbsent(controller, now));
    }

    private void refresh() {
        if (!stale) {
            return;
        }
        stale = false;
        StandingOrders before = orders;
        orders = region.database().standingOrders();
        if (!orders.arming().equals(before.arming())) {
            readDisarmed.clear();
            if (!orders.arming().armed() && MomentWatch.isRecovering(region)) {
                hits.hit(Moment.DISARMED_DURING_RECOVERY);
            }
        }
        maintenance.keySet().retainAll(orders.maintenance().keySet());
        orders.maintenance().forEach((host, now) -> {
            Known known = maintenance.get(host);
            if (known == null || !known.maintenance().equals(now)) {
                maintenance.put(host, new Known(now, new HashMap<>()));
                if (known == null && MomentWatch.openIncident(region, host)) {
                    hits.hit(Moment.MAINTENANCE_OF_FAILED_HOST);
                }
            }
        });
    }

    // ---- what is looked at ----

    @Override
    public void before(String controller, Effect effect, String subject) {
        if (effect == Effect.MAIL) {
            return;
        }
        refresh();
        IntentRow intent = intents.get(command(effect) + " " + subject);
        if (intent == null) {
            return;
        }
        boolean first = effect == Effect.POWER_OFF && begun.add(intent.incidentId()) && isFirst(intent);
        whileDisarmed(controller, intent, first);
        if (first) {
            inMaintenance(controller, intent);
        }
    }

    /** Where another was meant to be before, whoever takes over does not know whether it was. */
    private boolean isFirst(IntentRow cut) {
        return cut.id().equals(cuts.get(cut.incidentId()));
    }

    private static CommandKind command(Effect effect) {
        return switch (effect) {
            case POWER_OFF -> CommandKind.POWER_OFF;
            case ISOLATION -> CommandKind.ISOLATE;
            case EVACUATION -> CommandKind.EVACUATE;
            case RESET -> CommandKind.RESET_TO_ERROR;
            case STOP -> CommandKind.STOP_INSTANCE;
            case GIVE_BACK -> CommandKind.RELEASE;
            case MAIL -> throw new IllegalArgumentException("a mail is no command");
        };
    }

    private void whileDisarmed(String controller, IntentRow intent, boolean first) {
        Instant read = readDisarmed.get(controller);
        boolean forbidden = orders.halt().isPresent() || first;
        if (read != null && forbidden && intent.createdAt().isAfter(read)) {
            checks.violated(controller + " begins " + intent.command() + " of " + intent.subject()
                    + " although it has read that UMHA is disarmed"
                    + (orders.arming().finish() ? ", with --finish" : ""));
        }
    }

    private void inMaintenance(String controller, IntentRow intent) {
        Instant read = readMaintenance(controller, intent.subject(), intent.createdAt());
        if (read != null && intent.createdAt().isAfter(read.plus(TWO_OBSERVATIONS))) {
            checks.violated(controller + " cuts the power of " + intent.subject()
                    + ", which it knows to be in maintenance, for the first time");
        }
    }

    /** When the processor first read of the maintenance that the host is in then; null if it is in none or has not. */
    private @Nullable Instant readMaintenance(String controller, String host, Instant at) {
        return Optional.ofNullable(maintenance.get(host))
                .filter(known -> !known.maintenance().isOver(at))
                .map(known -> known.read().get(controller))
                .orElse(null);
    }

    /** Looks at what was written since the last look. */
    void look() {
        List<CommittedStep> commits = region.database().commits();
        while (commitsSeen < commits.size()) {
            committed(commits.get(commitsSeen++));
        }
    }

    private void committed(CommittedStep step) {
        refresh();
        for (IntentRow intent : step.commit().intents()) {
            if (intent.state() == IntentState.INTENDED) {
                intents.put(intent.command() + " " + intent.subject(), intent);
                if (intent.command().equals(CommandKind.POWER_OFF.name())) {
                    cuts.putIfAbsent(intent.incidentId(), intent.id());
                }
            }
        }
        for (IncidentRow row : step.commit().incidents()) {
            IncidentState state = IncidentState.valueOf(row.state());
            if (state.isRecovering() && state != IncidentState.FENCING) {
                begun.add(row.id());
            }
            if (opened.add(row.id()) && row.open()) {
                opened(step.processor(), row);
            }
        }
    }

    private void opened(String controller, IncidentRow row) {
        Instant read = readMaintenance(controller, row.host(), row.openedAt());
        if (read != null && row.openedAt().isAfter(read)) {
            checks.violated("incident " + row.id() + " is opened by " + controller + ", which knows that "
                    + row.host() + " is in maintenance: "
                    + region.documents().of(row).reason());
        }
    }
}
