package com.umcloud.umha.core.observation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A question that is asked again and again and may hang: asked on another thread, one at a time, so that whoever asks
 * waits no longer than it wants to. Used by one thread.
 *
 * @param <T> the answer
 */
final class Question<T> {
    private final Callable<T> call;
    private final ExecutorService executor;
    private final Duration deadline;
    private final InstantSource steadyClock;
    private @Nullable Asked<T> asked;

    /** @param deadline a call that takes longer is interrupted */
    Question(Callable<T> call, ExecutorService executor, Duration deadline, InstantSource steadyClock) {
        this.call = call;
        this.executor = executor;
        this.deadline = deadline;
        this.steadyClock = steadyClock;
    }

    /**
     * What came of asking.
     *
     * @param askedAt when the call began, in steady time
     * @param value the answer; empty if the call failed or is not back yet
     * @param failure why it failed; empty if it did not, or is not back yet
     */
    record Outcome<T>(Instant askedAt, Optional<T> value, Optional<Throwable> failure) {}

    /** Asks, unless the last call is still under way, and waits for the answer for so long at most. */
    Outcome<T> ask(Duration patience) throws InterruptedException {
        Asked<T> running = asked;
        if (running == null) {
            Interruptible<T> task = new Interruptible<>(call);
            running = new Asked<>(steadyClock.instant(), task, executor.submit(task));
            asked = running;
        }
        try {
            T value = running.future().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            asked = null;
            return new Outcome<>(running.at(), Optional.of(value), Optional.empty());
        } catch (ExecutionException e) {
            asked = null;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Outcome<>(running.at(), Optional.empty(), Optional.of(cause));
        } catch (TimeoutException e) {
            if (steadyClock.instant().isAfter(running.at().plus(deadline))) {
                running.task().interrupt();
            }
            return new Outcome<>(running.at(), Optional.empty(), Optional.empty());
        }
    }

    /** A call that is under way. */
    private record Asked<T>(Instant at, Interruptible<T> task, Future<T> future) {}

    /** Can be interrupted while it runs, and only then. */
    private static final class Interruptible<T> implements Callable<T> {
        private final Callable<T> call;
        private @Nullable Thread thread;

        Interruptible(Callable<T> call) {
            this.call = call;
        }

        @Override
        public T call() throws Exception {
            synchronized (this) {
                thread = Thread.currentThread();
            }
            try {
                return Objects.requireNonNull(call.call(), "the answer");
            } finally {
                ended();
            }
        }

        synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** An interrupt of this call must not reach the thread's next one. */
        private synchronized void ended() {
            thread = null;
            Thread.interrupted();
        }
    }
}
