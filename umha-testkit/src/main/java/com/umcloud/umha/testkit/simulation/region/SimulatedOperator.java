package com.umcloud.umha.testkit.simulation.region;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.Telling;
import com.umcloud.umha.testkit.simulation.store.MemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * An operator, who says by the database what the commands of {@code umha} say. Words wait there until the processor that acts
 * hears them. Used by one thread.
 */
public final class SimulatedOperator {
    private static final String NAME = "alice";
    private static final String NOTIFIER = "mail";

    private final OperatorStore store;
    private final MemoryDatabase database;
    private final InstantSource clock;
    private int said;

    SimulatedOperator(MemoryDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.store = database.connect("operator").stores().operators();
    }

    /**
     * Says a word about a host, an instance, or with an empty subject about the whole cloud.
     *
     * @return its id, with which {@link #answer} tells what became of it
     */
    public String say(OperatorWord.Kind kind, String subject) {
        return say(kind, subject, Optional.empty(), false);
    }

    /**
     * Says a word.
     *
     * @param incidentId the incident that is meant
     * @param destinationChecked with RELEASE_INSTANCE: that somebody has looked on the destination
     * @return its id
     */
    public String say(OperatorWord.Kind kind, String subject, Optional<String> incidentId, boolean destinationChecked) {
        String id = "word-" + ++said;
        store.say(new OperatorWord(
                id,
                kind,
                subject,
                incidentId,
                NAME,
                "as agreed",
                destinationChecked,
                clock.instant(),
                Optional.empty()));
        return id;
    }

    /** What became of a word; empty as long as nobody has heard it. */
    public Optional<OperatorWord.Outcome> answer(String wordId) {
        return database.words().stream()
                .filter(word -> word.id().equals(wordId))
                .findFirst()
                .flatMap(OperatorWord::outcome);
    }

    /** Takes back a word; false if it was heard before. */
    public boolean withdraw(String wordId) {
        return store.withdraw(wordId, clock.instant());
    }

    /** Takes a host into maintenance, for so long or until it is ended. */
    public void beginMaintenance(String host, Optional<Duration> time) {
        Instant now = clock.instant();
        store.beginMaintenance(
                new Maintenance(host, NAME, "new memory", now, time.map(now::plus)),
                telling("maintenance.begun", Optional.of(host), "Host " + host + " is in maintenance"));
    }

    /** Ends a host's maintenance; false if it was in none. */
    public boolean endMaintenance(String host) {
        return store.endMaintenance(
                host,
                telling("maintenance.ended", Optional.of(host), "Host " + host + " is not in maintenance any more"));
    }

    public void arm() {
        store.arm(
                new Arming(true, false, NAME, "as agreed", clock.instant()),
                telling("armed", Optional.empty(), "UMHA is armed"));
    }

    /** UMHA may not act; {@code finish} if it may bring to an end what it has begun. */
    public void disarm(boolean finish) {
        store.arm(
                new Arming(false, finish, NAME, "as agreed", clock.instant()),
                telling("disarmed", Optional.empty(), "UMHA is disarmed"));
    }

    private Telling telling(String kind, Optional<String> host, String title) {
        Instant now = clock.instant();
        Notification notification = new Notification(
                "order-" + ++said, kind, Severity.WARNING, host, Optional.empty(), now, title, title + ", by " + NAME);
        return new Telling(
                new LogRow(now, Severity.WARNING, host, Optional.empty(), kind, title),
                List.of(new OutboxRow(NOTIFIER, notification, Instant.EPOCH, 0)));
    }
}
