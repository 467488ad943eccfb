package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.OperatorEffects;
import com.umcloud.umha.core.store.OperatorWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one step changes of the operators' tables, while it is gathered. */
final class OperatorDraft {
    private final List<OperatorEffects.Heard> heard = new ArrayList<>();
    private final Map<String, Acknowledgement> acknowledged = new HashMap<>();
    private final List<Maintenance> begun = new ArrayList<>();
    private final List<Maintenance> over = new ArrayList<>();
    private final List<HostJudgement> judged = new ArrayList<>();
    private final Set<String> forgotten = new HashSet<>();
    private Optional<Acknowledgement> breaker = Optional.empty();
    private boolean breakerEnded;

    void hear(OperatorWord word, Instant at, boolean accepted, String outcome) {
        heard.add(new OperatorEffects.Heard(word.id(), at, accepted, outcome));
    }

    void acknowledge(String host, Acknowledgement word) {
        acknowledged.put(host, word);
    }

    void allowBreaker(Acknowledgement word) {
        breaker = Optional.of(word);
    }

    void endBreaker() {
        breakerEnded = true;
    }

    void begin(Maintenance maintenance) {
        begun.add(maintenance);
    }

    void end(Maintenance maintenance) {
        over.add(maintenance);
    }

    void judge(HostJudgement judgement) {
        judged.add(judgement);
    }

    void forget(String host) {
        forgotten.add(host);
    }

    List<OperatorEffects.Heard> heard() {
        return heard;
    }

    List<Maintenance> begun() {
        return begun;
    }

    List<Maintenance> over() {
        return over;
    }

    List<HostJudgement> judged() {
        return judged;
    }

    Set<String> forgotten() {
        return forgotten;
    }

    boolean isEmpty() {
        return heard.isEmpty()
                && acknowledged.isEmpty()
                && begun.isEmpty()
                && over.isEmpty()
                && judged.isEmpty()
                && forgotten.isEmpty()
                && breaker.isEmpty()
                && !breakerEnded;
    }

    OperatorEffects toEffects(EngineDocuments documents, Instant now) {
        List<JudgementRow> rows = judged.stream()
                .map(judgement -> new JudgementRow(
                        judgement.host(),
                        judgement.ruling().name(),
                        judgement.incidentId(),
                        now,
                        documents.write(judgement)))
                .toList();
        return new OperatorEffects(heard, acknowledged, breaker, breakerEnded, begun, over, rows, forgotten);
    }
}
