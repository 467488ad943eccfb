package com.umcloud.umha.testkit.simulation.disaster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Lets many disasters happen, on as many threads as there are processors; each disaster is on one thread. */
public final class Simulator {
    private final DisasterOptions options;
    private final int threads;

    /** @param threads from 1 */
    public Simulator(DisasterOptions options, int threads) {
        this.options = options;
        this.threads = threads;
    }

    /**
     * What came of all of them.
     *
     * @param seeds how many disasters there were
     * @param failed those in which something happened that must not, by their seeds; at most as many as were wanted
     * @param coverage what was reached in all of them together
     */
    public record Outcome(long seeds, List<DisasterResult> failed, Coverage coverage) {
        public Outcome {
            failed = List.copyOf(failed);
        }
    }

    /**
     * Runs the seeds {@code from} to {@code from + number - 1}.
     *
     * @param mostFailures it ends early after so many failures
     * @param progress told after each disaster; by several threads, one at a time
     */
    public Outcome run(long from, long number, int mostFailures, Consumer<DisasterResult> progress)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicLong next = new AtomicLong(from);
        AtomicBoolean enough = new AtomicBoolean();
        Sum sum = new Sum(mostFailures, enough, progress);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    long seed = next.getAndIncrement();
                    while (seed < from + number && !enough.get()) {
                        sum.add(new Disaster(seed, options).run());
                        seed = next.getAndIncrement();
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation broke", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return sum.outcome();
    }

    /** The first failure of the seeds from {@code from} on; empty if there is none among so many. */
    public Optional<DisasterResult> firstFailure(long from, long number) throws InterruptedException {
        return run(from, number, 1, result -> {}).failed().stream().findFirst();
    }

    /** Adds results up. */
    private static final class Sum {
        private final int mostFailures;
        private final AtomicBoolean enough;
        private final Consumer<DisasterResult> progress;
        private final Coverage coverage = new Coverage();
        private final List<DisasterResult> failed = new ArrayList<>();
        private long seeds;

        Sum(int mostFailures, AtomicBoolean enough, Consumer<DisasterResult> progress) {
            this.mostFailures = mostFailures;
            this.enough = enough;
            this.progress = progress;
        }

        synchronized void add(DisasterResult result) {
            seeds++;
            coverage.add(result.coverage());
            if (!result.isWell()) {
                failed.add(result);
                enough.set(failed.size() >= mostFailures);
            }
            progress.accept(result);
        }

        synchronized Outcome outcome() {
            failed.sort(Comparator.comparingLong(DisasterResult::seed));
            return new Outcome(seeds, failed, coverage);
        }
    }
}
