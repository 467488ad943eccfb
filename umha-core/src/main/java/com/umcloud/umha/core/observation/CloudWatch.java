package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hosts as the cloud lists them; what was known stays while it does not answer. Used by the observer's thread. */
final class CloudWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CloudWatch.class);

    private static final int REPETITIONS = 2;

    private final Question<List<ComputeHost>> question;
    private final Duration tolerated;
    private final InstantSource steadyClock;
    private final CloudReports reports = new CloudReports();
    private Map<String, ComputeHost> hosts = Map.of();
    private Instant lastAnswerAskedAt;
    private @Nullable Instant readAt;
    private boolean asked;
    private boolean answers;

    /** @param deadline how long one call may take, and how old its answer may become while the next is under way */
    CloudWatch(Evacuator cloud, Duration deadline, ExecutorService executor, InstantSource steadyClock) {
        this.question = new Question<>(() -> List.copyOf(cloud.hosts(deadline)), executor, deadline, steadyClock);
        this.tolerated = deadline;
        this.steadyClock = steadyClock;
        this.lastAnswerAskedAt = steadyClock.instant();
    }

    /**
     * Asks, or waits for the answer to the last call, for so long at most. A call that fails is repeated at once: one refusal
     * of a busy API is no reason to lose sight of all hosts.
     */
    void look(Duration patience) throws InterruptedException {
        Instant end = steadyClock.instant().plus(patience);
        Question.Outcome<List<ComputeHost>> outcome = question.ask(patience);
        for (int repeated = 0; outcome.failure().isPresent() && repeated < REPETITIONS; repeated++) {
            Duration left = Duration.between(steadyClock.instant(), end);
            if (left.isNegative() || left.isZero()) {
                break;
            }
            outcome = question.ask(left);
        }
        if (outcome.value().isPresent()) {
            Map<String, ComputeHost> byName = new TreeMap<>();
            outcome.value().get().forEach(h -> byName.put(h.name(), h));
            hosts = byName;
            reports.seen(outcome.value().get(), outcome.askedAt());
            lastAnswerAskedAt = outcome.askedAt();
            readAt = outcome.askedAt();
            if (asked && !answers) {
                LOG.info("the cloud answers again");
            }
            asked = true;
            answers = true;
        } else if (outcome.failure().isPresent()) {
            failed(outcome.failure().get());
        } else if (steadyClock.instant().isAfter(lastAnswerAskedAt.plus(tolerated))) {
            failed(new IllegalStateException("no answer within " + tolerated));
        }
    }

    private void failed(Throwable why) {
        if (answers || !asked) {
            LOG.error(
                    "the cloud cannot be asked for its hosts; nobody is fenced until it answers: {}", why.getMessage());
            if (!(why instanceof UmhaException) && !(why instanceof IllegalStateException)) {
                LOG.error("the evacuator failed with an exception of its own: a defect of it", why);
            }
        }
        asked = true;
        answers = false;
    }

    /** Whether the cloud answers, as far as is known; not before its first answer. */
    boolean answers() {
        return answers;
    }

    Map<String, ComputeHost> hosts() {
        return hosts;
    }

    /** When the list was asked for that was read last; empty before the first one. */
    Optional<Instant> readAt() {
        return Optional.ofNullable(readAt);
    }

    boolean advancedSince(String host, Instant silentSince, Instant now, Duration interval) {
        return reports.advancedSince(host, silentSince, now, interval);
    }

    boolean isAwaited(String host, Duration due) {
        return reports.isAwaited(host, due);
    }

    Optional<Instant> reportedAfter(String host) {
        return reports.reportedAfter(host);
    }
}
