package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.PendingCommand;
import com.umcloud.umha.core.incident.StateLine;
import com.umcloud.umha.core.incident.Transition;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that one event of the engine leads to, gathered so that it is written in one transaction. */
final class Step {
    /** What befalls many hosts at one moment: then it is one mail. */
    private static final Set<AnnouncementKind> GATHERED =
            EnumSet.of(AnnouncementKind.HELD, AnnouncementKind.LEFT_ALONE);

    /** A command to be run once the step is written. */
    record Issued(String host, Command command) {}

    /** A transition that a person may want to read about in the log. */
    record Told(Incident incident, Announcement announcement) {}

    private final Instant now;
    private final Teller teller;
    private final Map<String, Incident> changed = new LinkedHashMap<>();
    private final Map<String, IntentRow> intents = new LinkedHashMap<>();
    private final Map<String, HistoryRow> history = new LinkedHashMap<>();
    private final List<LogRow> log = new ArrayList<>();
    private final List<Notification> owed = new ArrayList<>();
    private final List<Notification> gathered = new ArrayList<>();
    private final List<Issued> issued = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final Map<String, Instant> mailed = new HashMap<>();
    private final OperatorDraft operators = new OperatorDraft();
    private final List<String> noted = new ArrayList<>();

    Step(Instant now, Teller teller) {
        this.now = now;
        this.teller = teller;
        teller.begin();
    }

    Instant now() {
        return now;
    }

    Optional<Incident> changedOn(String host) {
        return Optional.ofNullable(changed.get(host));
    }

    /** Adds a transition; {@code before} is empty for a new incident. */
    void add(Optional<Incident> before, Transition transition) {
        Incident after = transition.incident();
        if (before.map(after::equals).orElse(false)
                && transition.commands().isEmpty()
                && transition.announcements().isEmpty()) {
            return;
        }
        changed.put(after.host(), after);
        for (Command command : transition.commands()) {
            issued.add(new Issued(after.host(), command));
            intend(after, command);
        }
        before.ifPresent(b -> finishIntents(b, after));
        addHistory(before, after);
        StateLine.of(before, after)
                .ifPresent(line -> log.add(new LogRow(
                        now,
                        Severity.INFO,
                        Optional.of(after.host()),
                        Optional.of(after.id()),
                        StateLine.KIND,
                        line.message(after.reason()))));
        for (Announcement announcement : transition.announcements()) {
            told.add(new Told(after, announcement));
            log.add(new LogRow(
                    now,
                    announcement.kind().severity(),
                    Optional.of(after.host()),
                    Optional.of(after.id()),
                    announcement.kind().kind(),
                    announcement.detail()));
            List<Notification> to = GATHERED.contains(announcement.kind()) ? gathered : owed;
            teller.notificationOf(after, announcement, now, mailed).ifPresent(to::add);
        }
    }

    /** Only what has an effect outside has to be looked up after a crash; the rest is simply asked again. */
    private void intend(Incident after, Command command) {
        if (command.kind().changesTheWorld()) {
            intents.put(
                    command.id(),
                    new IntentRow(
                            command.id(),
                            after.id(),
                            command.kind().name(),
                            command.subject(),
                            IntentState.INTENDED,
                            now,
                            now,
                            ""));
        }
    }

    private void finishIntents(Incident before, Incident after) {
        for (PendingCommand pending : before.underWay()) {
            if (pending.kind().changesTheWorld() && !after.underWay().contains(pending)) {
                intents.put(
                        pending.id(),
                        new IntentRow(
                                pending.id(),
                                after.id(),
                                pending.kind().name(),
                                pending.subject(),
                                IntentState.FINISHED,
                                before.updatedAt(),
                                now,
                                after.state().name()));
            }
        }
    }

    /** Closes an intent of an earlier step that was perhaps written, unless this step has it as well. */
    void close(IntentRow earlier, String why) {
        intents.putIfAbsent(
                earlier.id(),
                new IntentRow(
                        earlier.id(),
                        earlier.incidentId(),
                        earlier.command(),
                        earlier.subject(),
                        IntentState.FINISHED,
                        earlier.createdAt(),
                        now,
                        why));
    }

    private void addHistory(Optional<Incident> before, Incident after) {
        Map<String, InstanceRecovery> known = new HashMap<>();
        before.ifPresent(b -> b.instances().forEach(i -> known.put(i.id(), i)));
        for (InstanceRecovery instance : after.instances()) {
            if (!instance.equals(known.get(instance.id()))) {
                history.put(
                        after.id() + instance.id(),
                        new HistoryRow(
                                after.id(),
                                instance.id(),
                                instance.name(),
                                after.host(),
                                instance.destination(),
                                instance.state().name(),
                                instance.detail(),
                                instance.startedAt().orElse(now),
                                instance.finishedAt()));
            }
        }
    }

    void alert(Alert alert) {
        teller.notificationOf(alert, now, mailed).ifPresent(notification -> {
            log.add(new LogRow(
                    now, alert.severity(), alert.host(), Optional.empty(), alert.kind(), notification.body()));
            gathered.add(notification);
        });
    }

    /** Tells of something that is told whenever it happens, however short a while ago it did so last. */
    void report(Optional<String> host, Optional<String> incidentId, Alert alert) {
        log.add(new LogRow(now, alert.severity(), host, incidentId, alert.kind(), alert.body()));
        owed.add(teller.reportOf(alert, incidentId, now));
    }

    OperatorDraft operators() {
        return operators;
    }

    /** Adds a line to the log that is mailed to nobody; it is told by its name whether it was written. */
    void note(String name, LogRow line) {
        noted.add(name);
        log.add(line);
    }

    List<String> noted() {
        return noted;
    }

    /** Due at once, by whichever clock the outbox goes. */
    private List<OutboxRow> outbox() {
        List<Notification> all = new ArrayList<>(owed);
        all.addAll(Digest.of(gathered));
        return all.stream()
                .flatMap(n -> teller.notifiers().stream().map(name -> new OutboxRow(name, n, Instant.EPOCH, 0)))
                .toList();
    }

    List<IntentRow> intents() {
        return List.copyOf(intents.values());
    }

    List<Issued> issued() {
        return issued;
    }

    List<Told> told() {
        return told;
    }

    Map<String, Instant> mailed() {
        return mailed;
    }

    Map<String, Incident> changed() {
        return changed;
    }

    boolean owesMail() {
        return !owed.isEmpty() || !gathered.isEmpty();
    }

    /** Whether there is nothing to write down. */
    boolean isEmpty() {
        return changed.isEmpty()
                && intents.isEmpty()
                && log.isEmpty()
                && history.isEmpty()
                && !owesMail()
                && operators.isEmpty();
    }

    /** @param documents how the documents of incidents and judgements are kept */
    IncidentCommit toCommit(EngineDocuments documents) {
        List<IncidentRow> rows = changed.values().stream()
                .map(i -> new IncidentRow(
                        i.id(),
                        i.host(),
                        i.state().name(),
                        i.leadingFault().name(),
                        i.isOpen(),
                        i.openedAt(),
                        i.updatedAt(),
                        documents.write(i)))
                .toList();
        return new IncidentCommit(
                rows, intents(), log, List.copyOf(history.values()), outbox(), operators.toEffects(documents, now));
    }
}
