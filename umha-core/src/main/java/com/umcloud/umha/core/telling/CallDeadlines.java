package com.umcloud.umha.core.telling;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interrupts calls that outlast their limit, again each time the limit passes once more, and all of them when closed. No
 * interruption reaches the thread outside of the call: one that meets a database's file would close it. Owns the thread
 * {@code outbox-deadline}. Safe for use by several threads.
 */
final class CallDeadlines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallDeadlines.class);

    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "outbox-deadline");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Runs the call on this thread. A result that comes in spite of an interruption counts.
     *
     * @param what is said of it in the log if it does not even come back when interrupted
     * @throws TimeoutException if it was interrupted for its limit and brought no result
     * @throws CancellationException if this was closed before the call brought a result
     */
    <T> T call(String what, Duration limit, Callable<T> call) throws Exception {
        Guard guard = new Guard(what, limit);
        guards.add(guard);
        try {
            if (closed) {
                throw new CancellationException();
            }
            ScheduledFuture<?> task =
                    timer.scheduleWithFixedDelay(guard, limit.toNanos(), limit.toNanos(), TimeUnit.NANOSECONDS);
            try {
                return call.call();
            } finally {
                task.cancel(false);
            }
        } catch (Exception e) {
            if (closed) {
                throw new CancellationException();
            }
            if (guard.finish()) {
                throw new TimeoutException("it did not come back within " + limit);
            }
            throw e;
        } finally {
            guard.finish();
            guards.remove(guard);
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        guards.forEach(Guard::interrupt);
    }

    /** Interrupts one call as long as it has not ended. */
    private static final class Guard implements Runnable {
        private final Thread thread = Thread.currentThread();
        private final String what;
        private final Duration limit;
        private int interruptions;
        private boolean finished;

        Guard(String what, Duration limit) {
            this.what = what;
            this.limit = limit;
        }

        @Override
        public void run() {
            if (interrupt() == 2) {
                LOG.error(
                        "{} does not come back, although interrupted after {}; it is not used until it does",
                        what,
                        limit);
            }
        }

        /** @return how often the call was interrupted by now; 0 if it has ended */
        synchronized int interrupt() {
            if (finished) {
                return 0;
            }
            thread.interrupt();
            return ++interruptions;
        }

        /**
         * Called on the call's thread when it has ended: no interruption follows, and one that was caused here does not
         * outlive the call.
         *
         * @return whether there was one
         */
        synchronized boolean finish() {
            if (!finished && interruptions > 0 && !Thread.interrupted()) {
                LOG.debug("{} came back when it was interrupted", what);
            }
            finished = true;
            return interruptions > 0;
        }
    }
}
