package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One incident while one event is applied to it: a mutable copy that collects commands and announcements. */
final class Draft {
    /** What a reading of off may be older than a sign of life and still stand: datagrams under way when the power went. */
    static final Duration IN_FLIGHT = Duration.ofMillis(500);

    final Instant now;
    final RecoveryConfig config;
    final Surroundings surroundings;

    private final Incident before;
    private final Map<String, PendingCommand> underWay = new LinkedHashMap<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<Announcement> announcements = new ArrayList<>();
    private int sequence;

    final Map<String, InstanceRecovery> instances = new LinkedHashMap<>();
    IncidentState state;
    String reason;
    List<Fault> faults;
    Fencing fencing;
    boolean listed;
    Optional<Instant> nextAt;
    Optional<Instant> wellSince;
    boolean summaryTold;
    Optional<Instant> viewedAt;
    List<ServerGroup> groups;
    Set<String> reserves;
    Told told;
    HostReturn hostReturn;
    Optional<String> cancelledBy;
    Optional<String> violation;
    Optional<DoubtfulReserve> doubtfulReserve;
    int looksInVain;

    Draft(Incident before, RecoveryConfig config, Surroundings surroundings, Instant now) {
        this.before = before;
        this.config = config;
        this.surroundings = surroundings;
        this.now = now;
        this.sequence = before.sequence();
        this.state = before.state();
        this.reason = before.reason();
        this.faults = before.faults();
        this.fencing = before.fencing();
        this.listed = before.listed();
        this.nextAt = before.nextAt();
        this.wellSince = before.wellSince();
        this.summaryTold = before.summaryTold();
        this.viewedAt = before.viewedAt();
        this.groups = before.groups();
        this.reserves = before.reserves();
        this.told = before.told();
        this.hostReturn = before.hostReturn();
        this.cancelledBy = before.cancelledBy();
        this.violation = before.violation();
        this.doubtfulReserve = before.doubtfulReserve();
        this.looksInVain = before.looksInVain();
        before.underWay().forEach(c -> underWay.put(c.id(), c));
        before.instances().forEach(i -> instances.put(i.id(), i));
    }

    String host() {
        return before.host();
    }

    Instant openedAt() {
        return before.openedAt();
    }

    String incidentId() {
        return before.id();
    }

    /** What the cloud is told when the host is isolated, and by which it is known whose setting it is. */
    String isolationReason() {
        return "UMHA: host failed and was fenced, incident " + before.id();
    }

    /** The fence device that its readings and commands are for; empty if it has met none yet. */
    Optional<DeviceBinding> device() {
        return fencing.evidence().device();
    }

    /** Why nothing that changes the world is begun for it now; empty if that may be. */
    Optional<String> halted() {
        return surroundings
                .halted()
                .or(() -> cancelledBy.map(operator -> "the incident was cancelled by operator " + operator));
    }

    /**
     * Whether instances are looked at: while they are evacuated, and where the incident was cancelled when its proof did not hold
     * any more, as nothing else will ever bring what was asked for before to an end.
     */
    boolean looks() {
        boolean stays = state == IncidentState.FENCING || state == IncidentState.ISOLATING;
        return state == IncidentState.EVACUATING || (stays && cancelledBy.isPresent());
    }

    /** Whether nothing further is asked for the instance, because the incident was cancelled. */
    boolean isCancelledFor(InstanceRecovery instance) {
        return cancelledBy.isPresent() && !instance.holding().wasReleased();
    }

    /** Whether this event led it into that state. */
    boolean hasEntered(IncidentState wanted) {
        return state == wanted && before.state() != wanted;
    }

    void enter(IncidentState next, String why) {
        state = next;
        reason = why;
        nextAt = Optional.empty();
        if (next == IncidentState.CLOSED) {
            // nobody waits for these any more
            instances.replaceAll((id, instance) ->
                    instance.state().onlyWaits() ? instance.excluded("it stays where it is: " + why, now) : instance);
        }
    }

    void announce(AnnouncementKind kind, String detail) {
        announcements.add(new Announcement(kind, detail));
    }

    /** Tells it unless it was told since the last step forward. */
    void announceOnce(AnnouncementKind kind, String text) {
        if (!told.knows(text)) {
            announce(kind, text);
            told = told.trouble(text);
        }
    }

    /** Tells of something that keeps going wrong, once per text until the next step forward. */
    void announceTrouble(AnnouncementKind kind, String text) {
        announceOnce(kind, text);
        reason = text;
        if (kind == AnnouncementKind.FENCE_TROUBLE || kind == AnnouncementKind.WRONG_DEVICE) {
            fencing = fencing.troubled(text);
        }
    }

    void issue(Function<String, Command> made) {
        sequence++;
        Command command = made.apply(before.id() + "/" + sequence);
        commands.add(command);
        underWay.put(command.id(), new PendingCommand(command.id(), command.kind(), command.subject()));
    }

    /** Takes an answered command out of flight; null if nobody waits for it any more. */
    @Nullable
    PendingCommand answered(String commandId) {
        return underWay.remove(commandId);
    }

    boolean isUnderWay(CommandKind kind) {
        for (PendingCommand pending : underWay.values()) {
            if (pending.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /** What the commands of that kind that are under way act on. */
    List<String> subjectsUnderWay(CommandKind kind) {
        return underWay.values().stream()
                .filter(c -> c.kind() == kind)
                .map(PendingCommand::subject)
                .toList();
    }

    void forgetUnderWay() {
        underWay.clear();
    }

    /** Answers to these, asked in another situation, are not waited for any more. */
    void forget(CommandKind... kinds) {
        Set<CommandKind> forgotten = Set.of(kinds);
        underWay.values().removeIf(c -> forgotten.contains(c.kind()));
    }

    boolean isHeardAfter(Instant reading) {
        return fencing.evidence()
                .lastSign()
                .map(at -> at.isAfter(reading.plus(IN_FLIGHT)))
                .orElse(false);
    }

    void put(InstanceRecovery instance) {
        instances.put(instance.id(), instance);
    }

    boolean isDue(Optional<Instant> at) {
        return at.map(t -> !now.isBefore(t)).orElse(true);
    }

    /** The growing pause before the n-th repetition, n from 1. */
    Duration pause(int n) {
        return growing(config.retryMinimum(), n, config.retryMaximum());
    }

    /** The growing pause after the cloud could not be asked about its instances: short at first, and never long. */
    Duration pauseAfterLook() {
        Duration longest = config.retryMinimum();
        Duration shortest = config.pollInterval();
        return shortest.compareTo(longest) > 0 ? shortest : growing(shortest, looksInVain, longest);
    }

    private static Duration growing(Duration first, int n, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(n - 1, 0), 20));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    Transition toTransition() {
        Incident after = new Incident(
                before.id(),
                before.host(),
                faults,
                state,
                reason,
                before.openedAt(),
                before.updatedAt(),
                fencing,
                List.copyOf(underWay.values()),
                sequence,
                List.copyOf(instances.values()),
                listed,
                nextAt,
                wellSince,
                summaryTold,
                viewedAt,
                groups,
                reserves,
                told,
                hostReturn,
                cancelledBy,
                violation,
                doubtfulReserve,
                looksInVain);
        return new Transition(after.equals(before) ? before : after.updated(now), commands, announcements);
    }
}
