package com.umcloud.umha.meters.storage;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks several servers at the same time on threads of its own, one per server, that end when they are idle for long. */
final class ParallelProbes implements AutoCloseable {
    private static final long IDLE_MINUTES = 2;

    private final ReachabilityProbe probe;
    private final ThreadPoolExecutor executor;

    ParallelProbes(ReachabilityProbe probe, int servers) {
        this.probe = probe;
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                servers, servers, IDLE_MINUTES, TimeUnit.MINUTES, new ArrayBlockingQueue<>(servers), runnable -> {
                    Thread thread = new Thread(runnable, "umha-storage-probe-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Asks all servers and waits for all answers.
     *
     * @return one answer per server, in their order
     * @throws InterruptedException if the run is given up; the servers still being asked are given up with it
     */
    List<ServerAnswer> ask(List<String> servers, int tries, Duration limit) throws InterruptedException {
        List<Future<Reachability>> futures = new ArrayList<>();
        try {
            for (String server : servers) {
                futures.add(executor.submit(() -> probe.probe(server, tries, limit)));
            }
            List<ServerAnswer> answers = new ArrayList<>();
            for (int i = 0; i < servers.size(); i++) {
                answers.add(answer(servers.get(i), futures.get(i)));
            }
            return answers;
        } catch (RejectedExecutionException e) {
            throw new UmhaException(
                    FailureType.TIMEOUT, "the storage servers are still being asked by runs that were given up", e);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static ServerAnswer answer(String server, Future<Reachability> future) throws InterruptedException {
        try {
            return ServerAnswer.of(server, future.get());
        } catch (ExecutionException e) {
            RuntimeException failure = e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new UmhaException(FailureType.INTERNAL, "the probe broke: " + e.getCause(), e.getCause());
            return ServerAnswer.failed(server, failure);
        }
    }
}
