package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks many addresses at once whether they answer. Safe for use by several threads. */
public final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

    private final ReachabilityProbe probe;
    private final int tries;
    private final Duration limit;
    private final Executor executor;
    private final InstantSource steadyClock;

    public Probes(ReachabilityProbe probe, int tries, Duration limit, Executor executor, InstantSource steadyClock) {
        this.probe = probe;
        this.tries = tries;
        this.limit = limit;
        this.executor = executor;
        this.steadyClock = steadyClock;
    }

    /**
     * What came of one probe.
     *
     * @param tried whether this machine could probe at all
     * @param at when it began, in steady time
     */
    public record Answer(boolean tried, boolean answered, Instant at) {}

    /** Probes all addresses at the same time and waits for all of them. */
    public Map<String, Answer> probe(Collection<String> addresses) {
        Map<String, CompletableFuture<Answer>> running = new HashMap<>();
        for (String address : Set.copyOf(addresses)) {
            running.put(address, CompletableFuture.supplyAsync(() -> probe(address), executor));
        }
        return running.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().join()));
    }

    private Answer probe(String address) {
        Instant at = steadyClock.instant();
        try {
            return new Answer(true, probe.probe(address, tries, limit).answers(), at);
        } catch (UmhaException e) {
            LOG.warn("probing {} is not possible: {}", address, e.getMessage());
            return new Answer(false, false, at);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(false, false, at);
        }
    }

    /** Whether any of the answers is one. */
    static boolean any(Map<String, Answer> answers, Collection<String> addresses) {
        return addresses.stream()
                .map(a -> Optional.ofNullable(answers.get(a)))
                .anyMatch(a -> a.map(Answer::answered).orElse(false));
    }
}
