package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.OperatorEffects;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.simulation.cloud.EvacuationEffect;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What must hold of operators' words: each is heard under one epoch and has one outcome, which is so. One that nobody has heard
 * waits, for the next processor or for its operator, who takes it back. Used by one thread.
 */
final class WordChecks {
    /** From its power on until a host that is well has shown that it lives: it boots, sends a sample, is probed. */
    private static final Duration SILENT_AFTER_POWER_ON = Duration.ofSeconds(45);

    private final SimulatedRegion region;
    private final Checks checks;
    private final Hits hits;
    private final Consumer<String> story;
    private final PowerHistory power;
    private final Wakefulness awake;
    private final Map<String, Answered> answers = new HashMap<>();
    private final Map<String, Long> saidUnder = new HashMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    /** When a word that the host is off was last taken. */
    private final Map<String, Instant> vouched = new HashMap<>();

    private int commitsSeen;

    /** @param known whether the processor knows that it was written down */
    private record Answered(long epoch, boolean accepted, boolean known) {
        /** A confirmation that could not be written down in time is too old when it can be, and has to be said again. */
        boolean isFollowedBy(Answered next, OperatorWord.Kind kind) {
            boolean same = epoch == next.epoch && accepted == next.accepted;
            return same || (!known && epoch == next.epoch && kind == OperatorWord.Kind.CONFIRM_OFF && !next.accepted);
        }
    }

    WordChecks(SimulatedRegion region, Checks checks, Hits hits, Consumer<String> story) {
        this.region = region;
        this.checks = checks;
        this.hits = hits;
        this.story = story;
        this.power = new PowerHistory(region.agenda());
        this.awake = new Wakefulness(region.agenda());
        region.site().hosts().forEach(host -> {
            power.watch(host);
            awake.watch(host);
        });
    }

    /** An operator has said it. */
    void said(String wordId) {
        saidUnder.put(wordId, region.database().lease().epoch());
    }

    /** An operator has taken it back. */
    void withdrawn(String wordId) {
        withdrawn.add(wordId);
        hits.hit(Moment.WORD_WITHDRAWN);
    }

    /**
     * Whether somebody's true word stood for the host being off when that was asked for: the device could not be read, and a host
     * that was switched on meanwhile has not shown any sign of life yet.
     */
    boolean isVouched(EvacuationEffect effect) {
        Instant heard = vouched.get(effect.source());
        return heard != null
                && !effect.askedAt().isBefore(heard)
                && (power.wasOff(effect.source(), effect.askedAt().minus(SILENT_AFTER_POWER_ON), effect.askedAt())
                        || hungWhileItBooted(effect.source()));
    }

    private boolean hungWhileItBooted(String host) {
        return awake.sinceOn(host)
                .map(time -> time.compareTo(SILENT_AFTER_POWER_ON) < 0)
                .orElse(false);
    }

    /** Looks at what was written since the last look. */
    void look() {
        List<CommittedStep> commits = region.database().commits();
        while (commitsSeen < commits.size()) {
            CommittedStep step = commits.get(commitsSeen++);
            step.commit().operators().heard().forEach(heard -> heard(step, heard));
        }
    }

    private void heard(CommittedStep step, OperatorEffects.Heard heard) {
        OperatorWord word = region.database().words().stream()
                .filter(each -> each.id().equals(heard.wordId()))
                .findFirst()
                .orElse(null);
        if (word == null || withdrawn.contains(heard.wordId())) {
            checks.violated(step.processor() + " has heard " + heard.wordId()
                    + (word == null ? ", which nobody has said" : ", which was taken back before"));
            return;
        }
        Answered answer = new Answered(step.epoch(), heard.accepted(), step.answered());
        Answered before = answers.put(word.id(), answer);
        if (before != null && !before.isFollowedBy(answer, word.kind())) {
            checks.violated(
                    "the word " + word.kind() + " " + word.subject() + " has two outcomes: " + before + ", " + answer);
        }
        if (!word.outcome().map(OperatorWord.Outcome::accepted).equals(Optional.of(heard.accepted()))) {
            checks.violated("the outcome of the word " + word.kind() + " " + word.subject() + " is " + word.outcome()
                    + ", what was written is " + heard);
        }
        if (before == null) {
            story.accept(step.processor() + " hears " + word.kind() + " " + word.subject()
                    + (heard.accepted() ? ": " : ": refused, ") + heard.outcome());
            count(step, word, heard.accepted());
        }
        if (heard.accepted()) {
            followed(step, word);
        }
    }

    private void count(CommittedStep step, OperatorWord word, boolean accepted) {
        Long said = saidUnder.get(word.id());
        if (said != null && said > 0 && said != step.epoch()) {
            hits.hit(Moment.WORD_HEARD_BY_SUCCESSOR);
        }
        if (!accepted) {
            hits.hit(Moment.WORD_REFUSED);
        }
        if (word.kind() == OperatorWord.Kind.CONFIRM_OFF
                && region.site().host(word.subject()).isOn()) {
            hits.hit(Moment.WORD_CONFIRMED_TOO_LATE);
        }
        if (!accepted) {
            return;
        }
        switch (word.kind()) {
            case CONFIRM_OFF -> hits.hit(Moment.WORD_CONFIRMED_OFF);
            case RELEASE_INSTANCE -> hits.hit(Moment.WORD_RELEASED);
            case ACKNOWLEDGE_HOST -> hits.hit(Moment.WORD_ACKNOWLEDGED);
            case ALLOW_BREAKER -> hits.hit(Moment.WORD_BREAKER);
            case CANCEL_INCIDENT -> {}
        }
    }

    /** What was accepted is so from that step on. */
    private void followed(CommittedStep step, OperatorWord word) {
        if (word.kind() == OperatorWord.Kind.CONFIRM_OFF) {
            vouched.put(word.subject(), step.at());
        } else if (word.kind() == OperatorWord.Kind.CANCEL_INCIDENT) {
            cancelled(step, word);
        } else if (word.kind() == OperatorWord.Kind.ACKNOWLEDGE_HOST
                && !step.commit().operators().acknowledged().containsKey(word.subject())) {
            checks.violated("the word ACKNOWLEDGE_HOST " + word.subject() + " was taken and not written down");
        }
    }

    private void cancelled(CommittedStep step, OperatorWord word) {
        IncidentRow row = step.commit().incidents().stream()
                .filter(each -> each.id().equals(word.subject()))
                .findFirst()
                .orElse(null);
        Incident after = row == null ? null : region.documents().of(row);
        if (after == null || (after.isOpen() && after.cancelledBy().isEmpty())) {
            checks.violated("incident " + word.subject() + " counts as cancelled and is not");
        } else {
            hits.hit(after.isOpen() ? Moment.WORD_CANCELLED_CUT : Moment.WORD_CANCELLED_UNCUT);
        }
    }

    /** To be called when all is calm, while a processor acts. */
    void close() {
        for (OperatorWord word : region.database().words()) {
            if (word.outcome().isEmpty()) {
                checks.violated("nobody has heard the word " + word.kind() + " " + word.subject());
            }
        }
        for (Incident incident : OperatorTroubles.openIncidents(region)) {
            if (incident.cancelledBy().isPresent()) {
                OperatorTroubles.held(incident).stream()
                        .filter(instance -> isFree(instance.id()))
                        .forEach(instance ->
                                checks.violated(instance.name() + " is down: its incident was cancelled, and"
                                        + " nothing came of its release: " + instance.detail()));
            }
        }
    }

    /** Whether it runs nowhere, and nothing but UMHA has anything to do with it. */
    private boolean isFree(String instanceId) {
        boolean moving = region.nova().migrations().stream()
                .anyMatch(record -> record.instanceId().equals(instanceId) && HostTroubles.isUnfinished(record));
        return !moving
                && OperatorTroubles.runsNowhere(region, instanceId)
                && region.nova()
                        .instance(instanceId)
                        .filter(instance -> instance.taskState().isEmpty()
                                && Set.of("ACTIVE", "SHUTOFF", "ERROR").contains(instance.status()))
                        .isPresent();
    }
}
