package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.OperatorEffects;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.WordHeardException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What operators say, and the newest judgement of each host. */
final class OperatorTables {
    private static final Comparator<OperatorWord> OLDEST_FIRST =
            Comparator.comparing(OperatorWord::saidAt).thenComparing(OperatorWord::id);

    private final Map<String, Maintenance> maintenance = new HashMap<>();
    private final Map<String, Acknowledgement> acknowledged = new HashMap<>();
    private final Map<String, OperatorWord> words = new HashMap<>();
    private final Map<String, Long> heardUnder = new HashMap<>();
    private final Map<String, JudgementRow> judgements = new TreeMap<>();
    private Arming arming = Arming.INITIAL;
    private Optional<Acknowledgement> breaker = Optional.empty();

    /**
     * Whether the step may be written.
     *
     * @throws WordHeardException if one of its words was withdrawn, or heard under another epoch
     */
    void check(long epoch, OperatorEffects effects) {
        for (OperatorEffects.Heard heard : effects.heard()) {
            OperatorWord word = words.get(heard.wordId());
            boolean own = Long.valueOf(epoch).equals(heardUnder.get(heard.wordId()));
            if (word == null || (word.outcome().isPresent() && !own)) {
                throw new WordHeardException(heard.wordId());
            }
        }
        effects.maintenanceBegun().forEach(OperatorTables::check);
        effects.acknowledged().forEach((host, word) -> {
            Columns.check("acknowledgement.subject", host, Columns.NAME);
            Columns.check("acknowledgement.operator_name", word.operator(), Columns.NAME);
        });
        effects.judgements().forEach(row -> {
            Columns.check("host_judgement.hostname", row.host(), Columns.NAME);
            Columns.check("host_judgement.incident_id", row.incidentId(), Columns.ID);
        });
    }

    static void check(Maintenance row) {
        Columns.check("maintenance.hostname", row.host(), Columns.NAME);
        Columns.check("maintenance.owner", row.owner(), Columns.NAME);
    }

    static void check(OperatorWord row) {
        Columns.check("operator_word.id", row.id(), Columns.ID);
        Columns.check("operator_word.subject", row.subject(), Columns.NAME);
        Columns.check("operator_word.incident_id", row.incidentId(), Columns.ID);
        Columns.check("operator_word.operator_name", row.operator(), Columns.NAME);
    }

    void write(long epoch, OperatorEffects effects) {
        for (OperatorEffects.Heard heard : effects.heard()) {
            heardUnder.put(heard.wordId(), epoch);
            handle(
                    heard.wordId(),
                    new OperatorWord.Outcome(Columns.time(heard.at()), heard.accepted(), heard.outcome()));
        }
        effects.acknowledged().forEach((host, word) -> acknowledged.put(host, kept(word)));
        breaker = effects.breakerEnded()
                ? Optional.empty()
                : effects.breaker().map(OperatorTables::kept).or(() -> breaker);
        effects.maintenanceBegun().forEach(m -> maintenance.putIfAbsent(m.host(), kept(m)));
        effects.maintenanceOver().forEach(this::clearAway);
        effects.judgements().forEach(row -> judgements.put(row.host(), kept(row)));
        judgements.keySet().removeAll(effects.forgotten());
    }

    /** Nothing happens to one that was changed meanwhile, or that has no end. */
    private void clearAway(Maintenance over) {
        Maintenance known = maintenance.get(over.host());
        if (known != null
                && known.until().isPresent()
                && known.until().equals(over.until().map(Columns::time))) {
            maintenance.remove(over.host());
        }
    }

    private void handle(String wordId, OperatorWord.Outcome outcome) {
        words.computeIfPresent(wordId, (id, word) -> with(word, word.saidAt(), Optional.of(outcome)));
    }

    private static OperatorWord with(OperatorWord word, Instant saidAt, Optional<OperatorWord.Outcome> outcome) {
        return new OperatorWord(
                word.id(),
                word.kind(),
                word.subject(),
                word.incidentId(),
                word.operator(),
                word.reason(),
                word.destinationChecked(),
                saidAt,
                outcome);
    }

    private static Acknowledgement kept(Acknowledgement word) {
        return new Acknowledgement(word.operator(), word.reason(), Columns.time(word.at()));
    }

    private static Maintenance kept(Maintenance row) {
        return new Maintenance(
                row.host(),
                row.owner(),
                row.reason(),
                Columns.time(row.since()),
                row.until().map(Columns::time));
    }

    private static JudgementRow kept(JudgementRow row) {
        return new JudgementRow(
                row.host(), row.ruling(), row.incidentId(), Columns.time(row.judgedAt()), row.document());
    }

    void arm(Arming next) {
        arming = new Arming(next.armed(), next.finish(), next.operator(), next.reason(), Columns.time(next.at()));
    }

    void beginMaintenance(Maintenance row) {
        maintenance.put(row.host(), kept(row));
    }

    boolean isInMaintenance(String host) {
        return maintenance.containsKey(host);
    }

    void endMaintenance(String host) {
        maintenance.remove(host);
    }

    void say(OperatorWord word) {
        words.putIfAbsent(word.id(), with(word, Columns.time(word.saidAt()), Optional.empty()));
    }

    boolean waits(String wordId) {
        OperatorWord word = words.get(wordId);
        return word != null && word.outcome().isEmpty();
    }

    void withdraw(String wordId, Instant at) {
        handle(wordId, new OperatorWord.Outcome(Columns.time(at), false, "withdrawn: nobody heard it"));
    }

    StandingOrders standingOrders() {
        return new StandingOrders(arming, maintenance, acknowledged, breaker);
    }

    Optional<OperatorWord> word(String wordId) {
        return Optional.ofNullable(words.get(wordId));
    }

    List<OperatorWord> waitingWords() {
        return words.values().stream()
                .filter(w -> w.outcome().isEmpty())
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** All words, heard or not, oldest first. */
    List<OperatorWord> words() {
        return words.values().stream().sorted(OLDEST_FIRST).toList();
    }

    List<JudgementRow> judgements() {
        return List.copyOf(judgements.values());
    }

    Optional<JudgementRow> judgement(String host) {
        return Optional.ofNullable(judgements.get(host));
    }
}
