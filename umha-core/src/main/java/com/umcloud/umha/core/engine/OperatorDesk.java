package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentDecisions;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.OperatorEffects;
import com.umcloud.umha.core.store.OperatorWord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what operators say: each word once, each in a step of its own, whose outcome is written with its effect. Used by the
 * engine's thread.
 */
final class OperatorDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

    /** A word is about what the operator saw when saying it. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** So long, and two observations, a host counts as seen off: then somebody may have switched it on, and it has booted. */
    private static final Duration SEEN_OFF = Duration.ofSeconds(30);

    /** So long an observation may have been read from the database before an order was written into it. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /** A host whose incident was cancelled is left alone for the block period, and at least for so long. */
    private static final Duration CANCELLED_AT_LEAST = Duration.ofHours(1);

    /** How an event is applied to the open incident of a host, as part of a step. */
    interface Applying {
        void apply(Step step, String host, IncidentEvent event);
    }

    private record Answer(boolean accepted, String text, Optional<Incident> about) {
        static Answer no(String text) {
            return new Answer(false, text, Optional.empty());
        }

        static Answer no(String text, Incident about) {
            return new Answer(false, text, Optional.of(about));
        }
    }

    private final IncidentDecisions machine;
    private final OpenIncidents open;
    private final RoundJudge judge;
    private final Applying applying;
    private final Duration seenOff;
    private final Map<String, OperatorWord> waiting = new LinkedHashMap<>();
    private final Set<String> heard = new HashSet<>();
    /** What was answered first to words whose hearing is not known to be written down. */
    private final Map<String, Answer> unsure = new HashMap<>();

    private final Map<String, Maintenance> begun = new HashMap<>();
    private final Set<Maintenance> over = new HashSet<>();
    private StandingOrders orders = StandingOrders.NONE;

    OperatorDesk(
            IncidentDecisions machine,
            OpenIncidents open,
            RoundJudge judge,
            Applying applying,
            Duration sampleInterval) {
        this.seenOff = sampleInterval.multipliedBy(2).plus(SEEN_OFF);
        this.machine = machine;
        this.open = open;
        this.judge = judge;
        this.applying = applying;
    }

    /** This processor acts from now on. */
    void begin(StandingOrders current) {
        clear();
        orders = current;
    }

    void clear() {
        waiting.clear();
        heard.clear();
        unsure.clear();
        begun.clear();
        over.clear();
    }

    /** What was read for an observation; words that were heard since are left out. */
    void read(StandingOrders current, List<OperatorWord> words) {
        orders = current;
        words.stream().filter(w -> !heard.contains(w.id())).forEach(w -> waiting.putIfAbsent(w.id(), w));
    }

    /** The words that are still to be heard, or whose outcome was perhaps not written down, oldest first. */
    List<OperatorWord> waiting() {
        return List.copyOf(waiting.values());
    }

    /** All that operators have said, with what was written a moment ago. */
    StandingOrders orders(Instant now) {
        begun.values().removeIf(m -> m.since().plus(OVERLAP).isBefore(now));
        if (begun.isEmpty()) {
            return orders;
        }
        Map<String, Maintenance> all = new HashMap<>(begun);
        all.putAll(orders.maintenance());
        return new StandingOrders(orders.arming(), all, orders.acknowledged(), orders.breaker());
    }

    /** Why incidents do not go on at this moment; empty if they do. */
    Optional<String> halt() {
        return orders.halt();
    }

    /** The word was withdrawn, or heard by another processor. */
    void drop(String wordId) {
        LOG.info("the operator's word {} was withdrawn, or heard before", wordId);
        waiting.remove(wordId);
        unsure.remove(wordId);
        heard.add(wordId);
    }

    /** To be called when the step was written. */
    void wereWritten(Step step) {
        for (OperatorEffects.Heard word : step.operators().heard()) {
            waiting.remove(word.wordId());
            unsure.remove(word.wordId());
            heard.add(word.wordId());
        }
        step.operators().begun().forEach(m -> begun.put(m.host(), m));
        over.addAll(step.operators().over());
    }

    /** Tells of maintenance whose time is over, once. */
    void tellExpired(Step step) {
        for (Maintenance maintenance : orders.expired(step.now())) {
            if (!over.contains(maintenance)) {
                step.operators().end(maintenance);
                step.report(
                        Optional.of(maintenance.host()),
                        Optional.empty(),
                        new Alert(
                                "maintenance.expired",
                                Severity.WARNING,
                                Optional.of(maintenance.host()),
                                "Host " + maintenance.host() + ": its maintenance is over",
                                "It was " + maintenance.text()
                                        + ". Its time is over: UMHA fences the host again if it fails."));
            }
        }
    }

    /** Follows the word, or refuses it, and tells. */
    void hear(OperatorWord word, Step step) {
        Answer answer;
        try {
            answer = isTooOld(word, step.now())
                    ? Answer.no("it was said at " + word.saidAt() + ", which is too long ago: look, and say it again")
                    : asBefore(word, answer(word, step), step);
        } catch (RuntimeException e) {
            LOG.error("an operator's word could not be followed: a defect", e);
            answer = Answer.no("UMHA met a defect; its log says more");
        }
        unsure.putIfAbsent(word.id(), answer);
        step.operators().hear(word, step.now(), answer.accepted(), answer.text());
        Optional<String> host = answer.about().map(Incident::host).or(() -> hostOf(word));
        String said = "Operator " + word.operator() + " says " + sentence(word)
                + (word.reason().isEmpty() ? "" : " (" + word.reason() + ")");
        step.report(
                host,
                answer.about().map(Incident::id),
                new Alert(
                        "operator."
                                + word.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        Severity.WARNING,
                        host,
                        said + (answer.accepted() ? "" : ": refused"),
                        said + ".\n" + (answer.accepted() ? "" : "Refused: ") + answer.text() + "."));
    }

    /**
     * A word that was taken and whose commit had no answer may have been written down, and may be the reason why it is refused now:
     * it stays taken.
     */
    private Answer asBefore(OperatorWord word, Answer now, Step step) {
        Answer first = unsure.get(word.id());
        if (first == null || !first.accepted() || now.accepted()) {
            return now;
        }
        return switch (word.kind()) {
            case CONFIRM_OFF -> new Answer(true, first.text() + "; by now: " + now.text(), now.about());
            case ACKNOWLEDGE_HOST -> {
                step.operators()
                        .acknowledge(word.subject(), new Acknowledgement(word.operator(), word.reason(), step.now()));
                yield first;
            }
            case RELEASE_INSTANCE, CANCEL_INCIDENT, ALLOW_BREAKER -> now;
        };
    }

    private boolean isTooOld(OperatorWord word, Instant now) {
        Duration life = word.kind() == OperatorWord.Kind.CONFIRM_OFF ? seenOff : LIFE;
        return now.isAfter(word.saidAt().plus(life));
    }

    private static Optional<String> hostOf(OperatorWord word) {
        return switch (word.kind()) {
            case CONFIRM_OFF, ACKNOWLEDGE_HOST -> Optional.of(word.subject());
            case RELEASE_INSTANCE, CANCEL_INCIDENT, ALLOW_BREAKER -> Optional.empty();
        };
    }

    private static String sentence(OperatorWord word) {
        return switch (word.kind()) {
            case CONFIRM_OFF -> "that " + word.subject() + " is off";
            case RELEASE_INSTANCE -> "that instance " + word.subject() + " is to be evacuated although it is held";
            case CANCEL_INCIDENT -> "that incident " + word.subject() + " goes no further";
            case ACKNOWLEDGE_HOST -> "that " + word.subject() + " may be fenced again";
            case ALLOW_BREAKER -> "that hosts are fenced although many fail at once";
        };
    }

    private Answer answer(OperatorWord word, Step step) {
        return switch (word.kind()) {
            case CONFIRM_OFF -> confirmOff(word, step);
            case RELEASE_INSTANCE -> release(word, step);
            case CANCEL_INCIDENT -> cancel(word, step);
            case ACKNOWLEDGE_HOST -> acknowledge(word, step);
            case ALLOW_BREAKER -> allowBreaker(word, step);
        };
    }

    private Answer confirmOff(OperatorWord word, Step step) {
        Incident incident = open.of(word.subject()).orElse(null);
        if (incident == null) {
            return Answer.no("the host has no open incident: nothing waits for that word");
        }
        if (word.incidentId().filter(id -> !id.equals(incident.id())).isPresent()) {
            return Answer.no("the host has another incident by now, " + incident.id() + ": look, and say it again");
        }
        IncidentEvent event = new IncidentEvent.ConfirmedOff(word.operator());
        Optional<String> refusal = machine.refusal(incident, event);
        if (refusal.isPresent()) {
            return Answer.no(refusal.get(), incident);
        }
        applying.apply(step, incident.host(), event);
        Incident after = step.changedOn(incident.host()).orElse(incident);
        return after.fencing().confirmedBy().equals(word.operator())
                ? new Answer(true, "taken; the host must be silent as well. " + after.reason(), Optional.of(after))
                : Answer.no("the host gives signs of life: " + after.reason(), after);
    }

    private Answer release(OperatorWord word, Step step) {
        List<Incident> having = open.all().values().stream()
                .filter(i -> i.instances().stream().anyMatch(x -> x.id().equals(word.subject())))
                .toList();
        Incident incident = having.stream()
                .filter(i -> i.instances().stream()
                        .anyMatch(
                                x -> x.id().equals(word.subject()) && !x.state().isOver()))
                .findFirst()
                .or(() -> having.stream().findFirst())
                .orElse(null);
        if (incident == null) {
            return Answer.no("no open incident has an instance " + word.subject());
        }
        boolean destinationOff = incident.instances().stream()
                .filter(i -> i.id().equals(word.subject()))
                .flatMap(i -> i.holding().destination().stream())
                .anyMatch(open.provenOff()::contains);
        IncidentEvent event = new IncidentEvent.ReleasedByOperator(
                word.subject(), word.operator(), word.destinationChecked() || destinationOff);
        Optional<String> refusal = machine.refusal(incident, event);
        if (refusal.isPresent()) {
            return Answer.no(refusal.get(), incident);
        }
        applying.apply(step, incident.host(), event);
        Incident after = step.changedOn(incident.host()).orElse(incident);
        boolean released = after.instances().stream()
                .filter(i -> i.id().equals(word.subject()))
                .map(InstanceRecovery::holding)
                .anyMatch(h -> h.releasedBy().equals(word.operator()));
        return released
                ? new Answer(true, "taken; the cloud is looked at once more before it is evacuated", Optional.of(after))
                : Answer.no("it could not be released", after);
    }

    private Answer cancel(OperatorWord word, Step step) {
        Incident incident = open.all().values().stream()
                .filter(i -> i.id().equals(word.subject()))
                .findFirst()
                .orElse(null);
        if (incident == null) {
            return Answer.no("there is no open incident " + word.subject());
        }
        IncidentEvent event = new IncidentEvent.Cancelled(word.operator(), word.reason());
        Optional<String> refusal = machine.refusal(incident, event);
        if (refusal.isPresent()) {
            return Answer.no(refusal.get(), incident);
        }
        applying.apply(step, incident.host(), event);
        Incident after = step.changedOn(incident.host()).orElse(incident);
        if (after.isOpen()) {
            boolean taken = after.cancelledBy().isPresent();
            return taken
                    ? new Answer(
                            true,
                            "taken; nothing further is asked for. What is on its way is watched to its end, the other"
                                    + " instances are held, the host stays as it is",
                            Optional.of(after))
                    : Answer.no("it could not be cancelled", after);
        }
        Duration block = judge.blockPeriod();
        Instant until = step.now().plus(block.compareTo(CANCELLED_AT_LEAST) > 0 ? block : CANCELLED_AT_LEAST);
        step.operators()
                .begin(new Maintenance(
                        incident.host(),
                        word.operator(),
                        "incident " + incident.id() + " was cancelled",
                        step.now(),
                        Optional.of(until)));
        return new Answer(
                true,
                "closed, its power was not cut; the host is left alone until " + until + " (umha maintenance "
                        + incident.host() + " off ends that)",
                Optional.of(after));
    }

    private Answer acknowledge(OperatorWord word, Step step) {
        String host = word.subject();
        Instant fenced = open.lastFenced().get(host);
        boolean blocks = fenced != null
                && orders.unacknowledged(host, Optional.of(fenced)).isPresent()
                && step.now().isBefore(fenced.plus(judge.blockPeriod()));
        if (!blocks) {
            return Answer.no("the host was not fenced automatically within block_period: nothing holds it back");
        }
        step.operators().acknowledge(host, new Acknowledgement(word.operator(), word.reason(), step.now()));
        return new Answer(true, "taken; the host may be fenced again", open.of(host));
    }

    private Answer allowBreaker(OperatorWord word, Step step) {
        if (!judge.isBreakerOpen(step.now())) {
            return Answer.no("the breaker is closed: nothing is held back by it");
        }
        step.operators().allowBreaker(new Acknowledgement(word.operator(), word.reason(), step.now()));
        return new Answer(
                true, "taken; hosts that are held by it go on within the budget until it is calm", Optional.empty());
    }
}
