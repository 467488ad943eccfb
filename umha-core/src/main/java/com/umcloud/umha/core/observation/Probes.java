package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks many addresses at once whether they answer. Safe for use by several threads. */
public final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ReachabilityProbe probe;
    private final int tries;
    private final Duration limit;
    private final ExecutorService executor;
    private final int parallel;
    private final InstantSource steadyClock;
    private final AtomicBoolean impossible = new AtomicBoolean();

    /**
     * @param limit how long one probe may take
     * @param parallel how many the executor runs at once
     */
    public Probes(
            ReachabilityProbe probe,
            int tries,
            Duration limit,
            ExecutorService executor,
            int parallel,
            InstantSource steadyClock) {
        this.probe = probe;
        this.tries = tries;
        this.limit = limit;
        this.executor = executor;
        this.parallel = parallel;
        this.steadyClock = steadyClock;
    }

    /**
     * What came of one probe.
     *
     * @param tried whether this machine could probe at all
     * @param at when it began, in steady time
     */
    public record Answer(boolean tried, boolean answered, Instant at) {}

    /** Probes all addresses at the same time and waits for all of them; one that hangs is given up and was not tried. */
    public Map<String, Answer> probe(Collection<String> addresses) throws InterruptedException {
        List<String> asked = List.copyOf(new TreeSet<>(addresses));
        if (asked.isEmpty()) {
            return Map.of();
        }
        List<Callable<Answer>> tasks = new ArrayList<>();
        asked.forEach(address -> tasks.add(() -> probe(address)));
        Duration patience = limit.multipliedBy(asked.size() / parallel + 1L).plus(GRACE);
        List<Future<Answer>> done = executor.invokeAll(tasks, patience.toMillis(), TimeUnit.MILLISECONDS);
        Map<String, Answer> answers = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            answers.put(asked.get(i), result(done.get(i)));
        }
        return answers;
    }

    private Answer result(Future<Answer> future) throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException e) {
            tell("it does not come back", null);
        } catch (ExecutionException e) {
            tell(String.valueOf(e.getCause()), e.getCause());
        }
        return new Answer(false, false, steadyClock.instant());
    }

    private Answer probe(String address) throws InterruptedException {
        Instant at = steadyClock.instant();
        Answer answer = new Answer(true, probe.probe(address, tries, limit).answers(), at);
        impossible.set(false);
        return answer;
    }

    private void tell(String why, @Nullable Throwable cause) {
        if (!impossible.getAndSet(true)) {
            LOG.warn("probing is not possible: {}", why);
            LOG.debug("the probe that failed", cause);
        }
    }

    /** Whether any of the answers is one. */
    static boolean any(Map<String, Answer> answers, Collection<String> addresses) {
        return addresses.stream()
                .map(a -> Optional.ofNullable(answers.get(a)))
                .anyMatch(a -> a.map(Answer::answered).orElse(false));
    }
}
