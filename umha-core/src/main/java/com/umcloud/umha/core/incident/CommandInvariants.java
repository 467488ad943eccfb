package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has to hold for the commands of one step. */
final class CommandInvariants {
    /** Once, and once more if it turns out that nothing came of it. */
    private static final int POWER_ONS = 2;

    private final RecoveryConfig config;

    CommandInvariants(RecoveryConfig config) {
        this.config = config;
    }

    void check(Invariants.Issue issue, List<Violation> found) {
        numbering(issue, found);
        Incident after = issue.transition().incident();
        calls(after, found);
        newlyAsking(issue, found);
        if (issue.transition().commands().isEmpty()) {
            return;
        }
        Set<String> underWay = after.underWay().stream().map(PendingCommand::id).collect(Collectors.toSet());
        Set<String> moving = moving(issue);
        for (Command command : issue.transition().commands()) {
            if (!underWay.contains(command.id())) {
                found.add(violation(Invariant.NOT_WRITTEN_DOWN, command));
            }
            if (!(belongs(command.kind(), after.state()) || watches(command.kind(), after)) || !isOwn(command, after)) {
                found.add(violation(Invariant.OUT_OF_PLACE, command));
            }
            if (!isProven(command, after, issue.now())) {
                found.add(violation(Invariant.WITHOUT_PROOF, command));
            }
            if (isCall(command.kind()) && moving.contains(command.subject())) {
                found.add(violation(Invariant.WHILE_MOVING, command));
            }
            if (command.kind() == CommandKind.POWER_ON && !maySwitchOn(after)) {
                found.add(violation(Invariant.SWITCHED_ON_TOO_EARLY, command));
            }
        }
        slots(issue, found);
    }

    private static Violation violation(Invariant invariant, Command command) {
        return new Violation(invariant, command.kind() + " " + command.subject() + " (" + command.id() + ")");
    }

    private static void numbering(Invariants.Issue issue, List<Violation> found) {
        int number = issue.before().map(Incident::sequence).orElse(0);
        Incident after = issue.transition().incident();
        for (Command command : issue.transition().commands()) {
            number++;
            if (!command.id().equals(after.id() + "/" + number)) {
                found.add(violation(Invariant.NUMBERING, command));
            }
        }
        if (after.sequence() != number) {
            found.add(new Violation(Invariant.NUMBERING, "number " + after.sequence() + " instead of " + number));
        }
    }

    private static boolean isCall(CommandKind kind) {
        return kind == CommandKind.EVACUATE || kind == CommandKind.RESET_TO_ERROR || kind == CommandKind.STOP_INSTANCE;
    }

    private static void calls(Incident after, List<Violation> found) {
        Set<String> subjects = new HashSet<>();
        for (PendingCommand pending : after.underWay()) {
            if (isCall(pending.kind()) && !subjects.add(pending.subject())) {
                found.add(new Violation(Invariant.TWO_CALLS, pending.subject()));
            }
        }
    }

    /** An instance is asking if, and only if, its call was issued: otherwise nobody would ever look at it again. */
    private static void newlyAsking(Invariants.Issue issue, List<Violation> found) {
        Map<String, CommandKind> issued = new HashMap<>();
        for (Command command : issue.transition().commands()) {
            if (isCall(command.kind())) {
                issued.put(command.subject(), command.kind());
            }
        }
        List<InstanceRecovery> old = issue.before().map(Incident::instances).orElse(List.of());
        List<InstanceRecovery> now = issue.transition().incident().instances();
        for (int i = 0; i < now.size(); i++) {
            InstanceRecovery instance = now.get(i);
            boolean wasSo = i < old.size()
                    && old.get(i).id().equals(instance.id())
                    && old.get(i).state() == instance.state();
            CommandKind called = issued.remove(instance.id());
            if (called == null ? instance.state().isAsking() && !wasSo : called != callOf(instance.state())) {
                found.add(new Violation(Invariant.CALL_WITHOUT_STATE, instance.id() + " " + instance.state()));
            }
        }
        issued.keySet().forEach(id -> found.add(new Violation(Invariant.CALL_WITHOUT_STATE, id + " is not listed")));
    }

    private static @Nullable CommandKind callOf(InstanceState state) {
        return switch (state) {
            case REQUESTED -> CommandKind.EVACUATE;
            case RESETTING -> CommandKind.RESET_TO_ERROR;
            case STOPPING -> CommandKind.STOP_INSTANCE;
            case PENDING, UNRESOLVED, RUNNING, VERIFYING, WAITING, TO_RESET, TO_STOP, HELD, RECOVERED, EXCLUDED, GONE ->
                null;
        };
    }

    private static boolean belongs(CommandKind kind, IncidentState state) {
        return switch (kind) {
            case READ_POWER ->
                state == IncidentState.FENCING || state == IncidentState.EVACUATING || state == IncidentState.RECOVERED;
            case POWER_OFF -> state == IncidentState.FENCING;
            case PROBE_WITNESSES -> state == IncidentState.VERIFYING;
            case ISOLATE -> state == IncidentState.ISOLATING;
            case LIST_INSTANCES -> state == IncidentState.REHEARSED || state.isRecovering();
            case LOOK -> state == IncidentState.EVACUATING || state == IncidentState.RECOVERED;
            case VERIFY, EVACUATE, RESET_TO_ERROR, STOP_INSTANCE, EMPLOY -> state == IncidentState.EVACUATING;
            case POWER_ON, RELEASE -> state == IncidentState.RECOVERED;
        };
    }

    /** What is on its way is watched to its end, also where the incident was cancelled and goes no further. */
    private static boolean watches(CommandKind kind, Incident after) {
        return (kind == CommandKind.LOOK || kind == CommandKind.VERIFY)
                && after.cancelledBy().isPresent()
                && (after.state() == IncidentState.FENCING || after.state() == IncidentState.ISOLATING);
    }

    private static boolean isOwn(Command command, Incident after) {
        if (command instanceof Command.Evacuate evacuate) {
            return evacuate.request().source().equals(after.host())
                    && !evacuate.request().destination().equals(Optional.of(after.host()));
        }
        return switch (command.kind()) {
            case EVACUATE, RESET_TO_ERROR, STOP_INSTANCE -> true;
            case EMPLOY -> !command.subject().equals(after.host());
            case READ_POWER, POWER_OFF, PROBE_WITNESSES, ISOLATE, LIST_INSTANCES, LOOK, VERIFY, POWER_ON, RELEASE ->
                command.subject().equals(after.host());
        };
    }

    private boolean isProven(Command command, Incident after, Instant now) {
        if (command instanceof Command.Evacuate evacuate) {
            return isFresh(evacuate.notAfter(), after.fencing(), now);
        }
        if (command instanceof Command.ResetToError reset) {
            return isFresh(reset.notAfter(), after.fencing(), now);
        }
        return command.kind() != CommandKind.ISOLATE || isUncontradicted(after.fencing());
    }

    private boolean isFresh(Instant notAfter, Fencing fencing, Instant now) {
        return isUncontradicted(fencing)
                && !now.isAfter(notAfter)
                && !fencing.proofAt().orElseThrow().isAfter(now)
                && !notAfter.isAfter(fencing.proofAt().orElseThrow().plus(config.proofMaximumAge()));
    }

    private static boolean isUncontradicted(Fencing fencing) {
        return fencing.proofAt()
                .map(proof -> fencing.evidence()
                        .lastSign()
                        .map(sign -> !sign.isAfter(proof.plus(Draft.IN_FLIGHT)))
                        .orElse(true))
                .orElse(false);
    }

    /** Instances of which the answer that was waited for says that they are on their way. */
    private static Set<String> moving(Invariants.Issue issue) {
        IncidentEvent event = issue.event().orElse(null);
        List<Migration> migrations = List.of();
        if (event instanceof IncidentEvent.InstancesListed listed) {
            migrations = listed.migrations();
        } else if (event instanceof IncidentEvent.InstancesSeen seen) {
            migrations = seen.migrations();
        }
        if (migrations.isEmpty() || !isWaitedFor(issue, Objects.requireNonNull(event))) {
            return Set.of();
        }
        return OperatorSteps.counted(issue.transition().incident().instances(), migrations).stream()
                .filter(m -> m.state() == MigrationState.UNFINISHED)
                .map(Migration::instanceId)
                .collect(Collectors.toSet());
    }

    private static boolean isWaitedFor(Invariants.Issue issue, IncidentEvent event) {
        return event instanceof IncidentEvent.Answer answer
                && issue.before().stream()
                        .flatMap(b -> b.underWay().stream())
                        .anyMatch(c -> c.id().equals(answer.commandId()));
    }

    /** Evacuations that others began count, and may be more than the slots: then none is asked for. */
    private void slots(Invariants.Issue issue, List<Violation> found) {
        Incident after = issue.transition().incident();
        long taken =
                after.instances().stream().filter(i -> i.state().takesSlot()).count();
        for (Command command : issue.transition().commands()) {
            if (command.kind() == CommandKind.EVACUATE
                    && (taken > config.concurrentEvacuations()
                            || !issue.surroundings().allots(command.subject()))) {
                found.add(violation(Invariant.TOO_MANY_CALLS, command));
            }
        }
    }

    private boolean maySwitchOn(Incident after) {
        return config.hostReturn().powerOn()
                && after.fencing().proofAt().isEmpty()
                && after.hostReturn().powerOns() <= POWER_ONS
                && after.instances().stream().allMatch(i -> i.state().isOver());
    }
}
