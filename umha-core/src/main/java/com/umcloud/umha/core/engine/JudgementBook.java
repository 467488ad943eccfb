package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.safety.HostCase;
import com.umcloud.umha.core.safety.SafetyVerdict;
import com.umcloud.umha.core.store.JudgementRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was last written of each host, so that only news is written, and that it still holds about once a minute. Used by the
 * engine's thread.
 */
final class JudgementBook {
    private static final Logger LOG = LoggerFactory.getLogger(JudgementBook.class);

    /** So old what commands read may become while nothing changes. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    /** So many are written in one step at most, as incidents wait for it. */
    private static final int AT_ONCE = 500;

    /** A judgement and when it was written, or found, in the database. */
    private record Entry(HostJudgement judgement, Instant writtenAt) {}

    private final Map<String, HostJudgement> current = new HashMap<>();
    private final Map<String, Entry> written = new HashMap<>();

    /** Takes over what the processor before has written: since when the gates rule as they do. */
    void recall(List<JudgementRow> rows, EngineDocuments documents) {
        current.clear();
        written.clear();
        for (JudgementRow row : rows) {
            try {
                HostJudgement known = documents.judgement(row.host(), row.document());
                current.put(row.host(), known);
                written.put(row.host(), new Entry(known, row.judgedAt()));
            } catch (UmhaException e) {
                LOG.debug("{}; it is made anew", e.getMessage());
            }
        }
    }

    void note(HostCase host, SafetyVerdict verdict, Optional<String> incidentId, Instant now) {
        current.compute(
                host.host(),
                (name, before) -> before == null
                        ? HostJudgement.of(host, verdict, incidentId, now)
                        : before.then(host, verdict, incidentId, now));
    }

    /** Nobody was judged, as the observer does not trust its own view. */
    void blind(String why, Instant now) {
        current.replaceAll((host, known) -> known.blind(why, now));
    }

    /** Adds what has to be written to the step. */
    void write(Set<String> hosts, Step step) {
        Set<String> gone = new HashSet<>(current.keySet());
        gone.addAll(written.keySet());
        gone.removeAll(hosts);
        current.keySet().removeAll(gone);
        gone.forEach(step.operators()::forget);
        int left = AT_ONCE;
        for (HostJudgement judgement : current.values()) {
            if (left == 0) {
                return;
            }
            if (isDue(judgement, step.now())) {
                step.operators().judge(judgement);
                left--;
            }
        }
    }

    private boolean isDue(HostJudgement judgement, Instant now) {
        Entry known = written.get(judgement.host());
        return known == null
                || !now.isBefore(known.writtenAt().plus(FRESH))
                || !known.judgement().saysTheSameAs(judgement);
    }

    /** To be called when the step was written. */
    void wereWritten(Step step) {
        step.operators().judged().forEach(j -> written.put(j.host(), new Entry(j, step.now())));
        step.operators().forgotten().forEach(written::remove);
    }
}
