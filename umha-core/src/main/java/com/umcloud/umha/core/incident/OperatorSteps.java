package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.core.assessment.HostAssessment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator's word does to an incident: it goes no further, or one of its instances goes on after all. */
final class OperatorSteps {
    private static final Set<InstanceState> NOT_ASKED =
            Set.of(InstanceState.PENDING, InstanceState.WAITING, InstanceState.TO_RESET);

    private static final Set<IncidentState> BEFORE_PROOF = Set.of(IncidentState.FENCING, IncidentState.VERIFYING);

    private OperatorSteps() {}

    /** Why an event that is an operator's word would change nothing; empty if it would. */
    static Optional<String> refusal(Incident incident, IncidentEvent event) {
        if (event instanceof IncidentEvent.ConfirmedOff) {
            return confirmationRefusal(incident);
        } else if (event instanceof IncidentEvent.Cancelled) {
            return cancellationRefusal(incident);
        } else if (event instanceof IncidentEvent.ReleasedByOperator released) {
            return releaseRefusal(incident, released);
        }
        return Optional.empty();
    }

    private static Optional<String> confirmationRefusal(Incident incident) {
        return switch (incident.state()) {
            case HELD, FENCING, VERIFYING, ISOLATING, EVACUATING -> Optional.empty();
            case REHEARSED -> Optional.of("this is a rehearsal: nothing is evacuated, whatever is off");
            case RECOVERED -> Optional.of("its recovery is complete: nobody needs the word");
            case CLOSED -> Optional.of("the incident is closed");
        };
    }

    private static Optional<String> cancellationRefusal(Incident incident) {
        if (incident.cancelledBy().isPresent()) {
            return Optional.of(
                    "it was cancelled before, by " + incident.cancelledBy().get());
        }
        return switch (incident.state()) {
            case HELD, REHEARSED, FENCING, VERIFYING, ISOLATING, EVACUATING -> Optional.empty();
            case RECOVERED -> Optional.of("its recovery is complete: there is nothing left to cancel");
            case CLOSED -> Optional.of("it is closed");
        };
    }

    private static Optional<String> releaseRefusal(Incident incident, IncidentEvent.ReleasedByOperator event) {
        Optional<InstanceRecovery> found = incident.instances().stream()
                .filter(i -> i.id().equals(event.instanceId()))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of("the incident has no such instance");
        }
        InstanceRecovery instance = found.get();
        if (instance.state() != InstanceState.HELD) {
            return Optional.of("it is not held, it is " + instance.state()
                    + (instance.detail().isEmpty() ? "" : ": " + instance.detail()));
        }
        boolean onlyCancelled = instance.holding().migration().isEmpty()
                && incident.cancelledBy()
                        .map(OperatorSteps::heldText)
                        .filter(instance.detail()::equals)
                        .isPresent();
        if (onlyCancelled || event.destinationChecked()) {
            return Optional.empty();
        }
        return Optional.of("it may run on "
                + instance.holding().destination().orElse("another host")
                + ", which is not known to be off (" + instance.detail()
                + "). Look there, and say --destination-checked when it does not run");
    }

    static void cancelled(Draft draft, IncidentEvent.Cancelled event) {
        String why =
                "cancelled by operator " + event.operator() + (event.reason().isEmpty() ? "" : ": " + event.reason());
        if (isUncut(draft)) {
            draft.forgetUnderWay();
            draft.enter(IncidentState.CLOSED, why);
            draft.announce(AnnouncementKind.LEFT_ALONE, why + "; its power was not cut");
            return;
        }
        draft.cancelledBy = Optional.of(event.operator());
        draft.wellSince = Optional.empty();
        draft.reason = why;
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (NOT_ASKED.contains(instance.state())) {
                InstanceRecovery held = instance.in(InstanceState.HELD, Optional.empty(), heldText(event.operator()));
                draft.put(held);
                Outcomes.tellIfNotAsked(draft, held);
            }
        }
    }

    private static boolean isUncut(Draft draft) {
        return switch (draft.state) {
            case HELD, REHEARSED -> true;
            case FENCING, VERIFYING -> draft.fencing.isUntouched() && !draft.isUnderWay(CommandKind.POWER_OFF);
            case ISOLATING, EVACUATING, RECOVERED, CLOSED -> false;
        };
    }

    static String heldText(String operator) {
        return "the incident was cancelled by operator " + operator + ": release it to have it evacuated";
    }

    /** What becomes of it is decided with the next look at the cloud, as for everything that nothing holds any more. */
    static void released(Draft draft, IncidentEvent.ReleasedByOperator event) {
        InstanceRecovery instance = draft.instances.get(event.instanceId());
        if (instance == null) {
            return;
        }
        String why = "released by operator " + event.operator();
        draft.put(instance.in(InstanceState.HELD, Optional.empty(), why).releasedBy(event.operator()));
        draft.viewedAt = Optional.empty();
        ProgressSteps.lookSoon(draft);
    }

    /** Records of which an operator has said that they will never end count as failed. */
    static List<Migration> counted(Collection<InstanceRecovery> instances, List<Migration> migrations) {
        Map<String, InstanceRecovery> released = new HashMap<>();
        instances.stream().filter(i -> !i.holding().released().isEmpty()).forEach(i -> released.put(i.id(), i));
        return released.isEmpty()
                ? migrations
                : migrations.stream()
                        .map(m -> isReleased(m, released.get(m.instanceId())) ? failed(m) : m)
                        .toList();
    }

    private static boolean isReleased(Migration migration, @Nullable InstanceRecovery instance) {
        return instance != null
                && migration.state() == MigrationState.UNFINISHED
                && instance.holding().released().contains(migration.id());
    }

    private static Migration failed(Migration migration) {
        return new Migration(
                migration.id(),
                migration.instanceId(),
                migration.type(),
                MigrationState.FAILED,
                migration.status() + ", released by an operator",
                migration.source(),
                migration.destination(),
                migration.createdAt(),
                migration.updatedAt());
    }

    /**
     * A cancelled incident ends when its host is well again and nothing of it moves any more. Whoever cancelled it sees to the
     * host's service in the cloud.
     *
     * @return whether it has ended
     */
    static boolean ends(Draft draft, HostAssessment assessment) {
        boolean begun = BEFORE_PROOF.contains(draft.state)
                || draft.state == IncidentState.ISOLATING
                || draft.state == IncidentState.EVACUATING;
        if (draft.cancelledBy.isEmpty() || !begun) {
            return false;
        }
        if (!assessment.isWell()) {
            draft.wellSince = Optional.empty();
            return false;
        }
        boolean moving = draft.instances.values().stream()
                .anyMatch(i -> !i.state().isOver() && !i.state().onlyWaits());
        boolean busy = moving || draft.isUnderWay(CommandKind.POWER_OFF) || draft.isUnderWay(CommandKind.ISOLATE);
        if (!ReturnSteps.isStable(draft) || busy) {
            return false;
        }
        String operator = draft.cancelledBy.get();
        for (InstanceRecovery instance : List.copyOf(draft.instances.values())) {
            if (!instance.state().isOver()) {
                InstanceRecovery left = instance.excluded(
                        "the incident was cancelled by operator " + operator + " and its host is back", draft.now);
                draft.put(left);
                Outcomes.tell(draft, left);
            }
        }
        draft.forgetUnderWay();
        draft.enter(
                IncidentState.CLOSED,
                "the host is back after operator " + operator
                        + " cancelled the incident; its compute service is left as it is");
        draft.announce(AnnouncementKind.LEFT_ALONE, draft.reason);
        return true;
    }
}
