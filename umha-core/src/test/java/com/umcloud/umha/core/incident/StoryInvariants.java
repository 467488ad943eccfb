package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What holds after every step of every story. Watches the events that the machine is given and the commands it gives. */
final class StoryInvariants {
    private static final Duration IN_FLIGHT = Duration.ofMillis(500);

    private final RecoveryConfig config;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Instant> asked = new HashMap<>();
    private Map<String, Set<String>> moving = Map.of();
    private final Map<String, Instant> probesIssued = new HashMap<>();
    private Instant lastSign = Instant.MIN;
    private Instant lastStart = Instant.MIN;
    private Optional<Instant> wellSince = Optional.empty();
    private Instant reportedAfter = Instant.MIN;

    StoryInvariants(RecoveryConfig config) {
        this.config = config;
    }

    void after(Incident before, IncidentEvent event, Transition transition, Instant now) {
        learn(before, event, now);
        Incident after = transition.incident();
        holds(isUnderWayOrDue(after, now), "nothing is under way or due", after);
        terminalInstancesStay(before, after);
        boolean asleep = before.state() == after.state()
                && transition.commands().isEmpty()
                && transition.announcements().isEmpty();
        holds(before.isOpen() || asleep, "a closed incident does something", after);
        Set<CommandKind> kinds = EnumSet.noneOf(CommandKind.class);
        for (Command command : transition.commands()) {
            holds(ids.add(command.id()), "an id is used twice: " + command.id(), after);
            holds(!isCancelled(before, command), "a cancelled incident asks for " + command, after);
            holds(
                    kinds.add(command.kind())
                            || command.kind() == CommandKind.EVACUATE
                            || command.kind() == CommandKind.RESET_TO_ERROR
                            || command.kind() == CommandKind.STOP_INSTANCE,
                    "two commands of one kind at a time",
                    after);
            if (command instanceof Command.Evacuate evacuate) {
                mayBeAsked(evacuate, before, after, now);
            } else if (command instanceof Command.ResetToError reset) {
                mayBeReset(reset, before, after, now);
            } else if (command instanceof Command.Release release) {
                mayBeReleased(release, before, event, after, now);
            } else if (command instanceof Command.PowerOn) {
                maySwitchOn(before, after);
            } else if (command instanceof Command.ProbeWitnesses) {
                probesIssued.put(command.id(), now);
            } else if (command instanceof Command.Isolate && event instanceof IncidentEvent.WitnessesProbed probed) {
                isProven(after, probesIssued.get(probed.commandId()));
            }
        }
    }

    private static boolean isCancelled(Incident before, Command command) {
        if (before.cancelledBy().isEmpty()) {
            return false;
        }
        return switch (command.kind()) {
            case POWER_OFF, EMPLOY, POWER_ON -> true;
            case EVACUATE, RESET_TO_ERROR ->
                before.instances().stream()
                        .noneMatch(i ->
                                i.id().equals(command.subject()) && i.holding().wasReleased());
            case READ_POWER, PROBE_WITNESSES, ISOLATE, LIST_INSTANCES, LOOK, VERIFY, STOP_INSTANCE, RELEASE -> false;
        };
    }

    private static void holds(boolean condition, String otherwise, Incident incident) {
        if (!condition) {
            throw new AssertionError(otherwise + ": " + incident);
        }
    }

    private void learn(Incident before, IncidentEvent event, Instant now) {
        if (event instanceof IncidentEvent.Resumed) {
            lastStart = now;
            wellSince = Optional.empty();
        }
        if (event instanceof IncidentEvent.Assessed assessed) {
            boolean well = assessed.assessment().isWell() && before.state() == IncidentState.RECOVERED;
            wellSince = well ? Optional.of(wellSince.orElse(now)) : Optional.empty();
            reportedAfter = assessed.service().reportedAfter().orElse(Instant.MIN);
        }
        if (event instanceof IncidentEvent.SignOfLife sign && sign.at().isAfter(lastSign)) {
            lastSign = sign.at();
        }
        boolean waitedFor = event instanceof IncidentEvent.Answer answer
                && before.underWay().stream().anyMatch(c -> c.id().equals(answer.commandId()));
        if (waitedFor && event instanceof IncidentEvent.WitnessesProbed probed && probed.hostAnswers()) {
            lastSign = now;
        }
        if (waitedFor && event instanceof IncidentEvent.InstancesListed listed) {
            moving = unfinished(listed.migrations());
            asked.keySet().removeAll(ended(listed.migrations(), before));
        } else if (waitedFor && event instanceof IncidentEvent.InstancesSeen seen) {
            moving = unfinished(seen.migrations());
            asked.keySet().removeAll(ended(seen.migrations(), before));
        } else if (waitedFor
                && event instanceof IncidentEvent.EvacuationAnswered answered
                && answered.result() instanceof EvacuationResult.Refused) {
            asked.remove(answered.instanceId());
        } else if (waitedFor && event instanceof IncidentEvent.NotRun notRun) {
            before.underWay().stream()
                    .filter(c -> c.id().equals(notRun.commandId()) && c.kind() == CommandKind.EVACUATE)
                    .forEach(c -> asked.remove(c.subject()));
        }
    }

    /** The ids of the unfinished records of each instance. */
    private static Map<String, Set<String>> unfinished(List<Migration> migrations) {
        return migrations.stream()
                .filter(m -> m.state() == MigrationState.UNFINISHED)
                .collect(Collectors.groupingBy(
                        Migration::instanceId, Collectors.mapping(Migration::id, Collectors.toSet())));
    }

    /** The instances that have records, and none that is unfinished; from whichever an operator has released them do not count. */
    private static Set<String> ended(List<Migration> migrations, Incident before) {
        Set<String> released = before.instances().stream()
                .flatMap(instance -> instance.holding().released().stream())
                .collect(Collectors.toSet());
        List<Migration> own =
                migrations.stream().filter(m -> !released.contains(m.id())).toList();
        Set<String> ended = own.stream().map(Migration::instanceId).collect(Collectors.toSet());
        ended.removeAll(unfinished(own).keySet());
        return ended;
    }

    private void isProven(Incident incident, Instant probed) {
        Instant proof = incident.fencing().proofAt().orElseThrow();
        holds(!lastSign.isAfter(proof.plus(IN_FLIGHT)), "a sign of life came after the proof", incident);
        holds(!probed.isBefore(proof), "the witnesses were probed before the proof", incident);
        holds(!proof.isBefore(lastStart), "the proof is from before the start", incident);
    }

    private void mayBeAsked(Command.Evacuate evacuate, Incident before, Incident after, Instant now) {
        String instance = evacuate.request().instanceId();
        isFresh(evacuate.notAfter(), after, now);
        nothingIsInFlight(instance, before, after);
        Instant last = asked.put(instance, now);
        holds(
                last == null || !now.isBefore(last.plusSeconds(90)),
                "a call for " + instance + " without known end is repeated before 90 s",
                after);
    }

    private void mayBeReset(Command.ResetToError reset, Incident before, Incident after, Instant now) {
        isFresh(reset.notAfter(), after, now);
        nothingIsInFlight(reset.instanceId(), before, after);
        holds(
                before.instances().stream()
                        .noneMatch(i ->
                                i.id().equals(reset.instanceId()) && i.state().takesSlot()),
                "an evacuation of " + reset.instanceId() + " may be under way",
                after);
    }

    private void isFresh(Instant notAfter, Incident after, Instant now) {
        Instant proof = notAfter.minus(config.proofMaximumAge());
        holds(now.isBefore(notAfter), "the proof is too old", after);
        holds(after.fencing().proofAt().equals(Optional.of(proof)), "that is not the proof", after);
        holds(!lastSign.isAfter(proof.plus(IN_FLIGHT)), "a sign of life came after the proof", after);
        holds(!proof.isBefore(lastStart), "the proof is from before the start", after);
    }

    private void nothingIsInFlight(String instance, Incident before, Incident after) {
        Set<String> records = new HashSet<>(moving.getOrDefault(instance, Set.of()));
        after.instances().stream()
                .filter(i -> i.id().equals(instance))
                .forEach(i -> records.removeAll(i.holding().released()));
        holds(records.isEmpty(), "a migration of " + instance + " is known to be unfinished", after);
        boolean inFlight = before.underWay().stream()
                .anyMatch(c ->
                        Set.of(CommandKind.EVACUATE, CommandKind.RESET_TO_ERROR).contains(c.kind())
                                && c.subject().equals(instance));
        holds(!inFlight, "another call for " + instance + " is in flight", after);
    }

    private void mayBeReleased(
            Command.Release release, Incident before, IncidentEvent event, Incident after, Instant now) {
        holds(!config.hostReturn().leaveDisabled(), "an operator enables it", after);
        holds(before.state() == IncidentState.RECOVERED, "it is given back before its recovery", after);
        Instant since = wellSince.orElse(Instant.MAX);
        holds(wellSince.isPresent(), "it is given back and not well", after);
        holds(!now.isBefore(since.plus(config.hostReturn().stable())), "it is given back and not stable", after);
        holds(reportedAfter.isAfter(since), "its compute service has not reported", after);
        holds(release.reason().contains(after.id()), "that is not the reason it was isolated with", after);
        boolean looked = event instanceof IncidentEvent.InstancesSeen seen
                && seen.migrations().stream()
                        .noneMatch(m -> m.type() == MigrationType.EVACUATION
                                && m.state() == MigrationState.UNFINISHED
                                && m.source().equals(after.host()));
        holds(looked, "its evacuations are not known to be over", after);
    }

    private void maySwitchOn(Incident before, Incident after) {
        holds(config.hostReturn().powerOn(), "nobody wants it on", after);
        holds(after.state() == IncidentState.RECOVERED, "it is switched on before its recovery", after);
        holds(before.instances().size() <= after.instances().size(), "instances are forgotten", after);
        holds(after.instances().stream().allMatch(i -> i.state().isOver()), "an instance is unfinished", after);
        holds(after.fencing().proofAt().isEmpty(), "it counts as off while it is switched on", after);
        holds(after.hostReturn().powerOns() <= 2, "it is switched on again and again", after);
    }

    private static void terminalInstancesStay(Incident before, Incident after) {
        if (before.state() == IncidentState.REHEARSED || before.instances() == after.instances()) {
            return;
        }
        Map<String, InstanceRecovery> now =
                after.instances().stream().collect(Collectors.toMap(InstanceRecovery::id, Function.identity()));
        for (InstanceRecovery instance : before.instances()) {
            holds(now.containsKey(instance.id()), instance.id() + " is forgotten", after);
            holds(
                    !instance.state().isOver() || instance.equals(now.get(instance.id())),
                    instance.id() + " was over and has changed",
                    after);
        }
    }

    private static boolean isUnderWayOrDue(Incident incident, Instant now) {
        boolean later = isLater(incident.nextAt(), now);
        return switch (incident.state()) {
            case FENCING ->
                has(incident, CommandKind.READ_POWER)
                        || has(incident, CommandKind.POWER_OFF)
                        || isLater(incident.fencing().nextAt(), now);
            case VERIFYING -> has(incident, CommandKind.PROBE_WITNESSES) || later;
            case ISOLATING -> has(incident, CommandKind.ISOLATE) || later;
            case EVACUATING ->
                has(incident, CommandKind.LIST_INSTANCES)
                        || has(incident, CommandKind.LOOK)
                        || has(incident, CommandKind.VERIFY)
                        || incident.instances().stream()
                                .anyMatch(i -> i.state() == InstanceState.VERIFYING && isLater(i.notBefore(), now))
                        || has(incident, CommandKind.EVACUATE)
                        || has(incident, CommandKind.RESET_TO_ERROR)
                        || has(incident, CommandKind.STOP_INSTANCE)
                        || later;
            case HELD, REHEARSED, RECOVERED, CLOSED -> true;
        };
    }

    private static boolean has(Incident incident, CommandKind kind) {
        return incident.underWay().stream().anyMatch(c -> c.kind() == kind);
    }

    private static boolean isLater(Optional<Instant> at, Instant now) {
        return at.map(now::isBefore).orElse(false);
    }
}
