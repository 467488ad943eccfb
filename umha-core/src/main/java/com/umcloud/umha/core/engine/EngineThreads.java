package com.umcloud.umha.core.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pools of the engine. Each kind of call has one of its own, so that a plugin that hangs starves its own kind only. How
 * much waits in a pool is bounded by those who fill it: one command per incident and slot, one call per host and round.
 */
final class EngineThreads {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);

    /** How many calls of one kind run at once. */
    static final int PARALLEL = 64;

    private static final Duration STOP_WAIT = Duration.ofSeconds(8);
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    private final ExecutorService power = pool("umha-power", PARALLEL);
    private final ExecutorService cloud = pool("umha-cloud", PARALLEL);
    private final ExecutorService probing = pool("umha-probe", PARALLEL);
    private final ExecutorService devices = pool("umha-device", PARALLEL);
    private final ExecutorService questions = pool("umha-question", 2);
    private final ScheduledThreadPoolExecutor watchdog = watchdog();

    private static ExecutorService pool(String name, int size) {
        return Executors.newFixedThreadPool(size, named(name));
    }

    private static ScheduledThreadPoolExecutor watchdog() {
        ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, named("umha-watchdog"));
        made.setRemoveOnCancelPolicy(true);
        made.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return made;
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    EngineWorkers workers() {
        return new EngineWorkers(power, cloud, probing, devices, questions, watchdog, Runnable::run, PARALLEL);
    }

    /**
     * Lets the loops and then the commands that are under way end, interrupts what does not, and waits a little more for
     * that.
     */
    void close(List<Thread> loops) {
        long deadline = System.nanoTime() + STOP_WAIT.toNanos();
        power.shutdown();
        cloud.shutdown();
        questions.shutdown();
        boolean interrupted = false;
        try {
            for (Thread loop : loops) {
                join(loop, deadline);
            }
            boolean powerEnded = await(power, deadline);
            boolean cloudEnded = await(cloud, deadline);
            // an embedded database does not survive that its reader is interrupted
            await(questions, System.nanoTime() + LAST_WAIT.toNanos());
            if (!powerEnded || !cloudEnded) {
                LOG.warn("commands are still under way; what became of them is looked up at the next start");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        List<ExecutorService> all = List.of(power, cloud, probing, devices, questions, watchdog);
        all.forEach(ExecutorService::shutdownNow);
        loops.forEach(Thread::interrupt);
        try {
            long last = System.nanoTime() + LAST_WAIT.toNanos();
            for (ExecutorService pool : all) {
                await(pool, last);
            }
            for (Thread loop : loops) {
                join(loop, last);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread, long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.timedJoin(thread, left);
        }
    }

    private static boolean await(ExecutorService pool, long deadline) throws InterruptedException {
        return pool.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
