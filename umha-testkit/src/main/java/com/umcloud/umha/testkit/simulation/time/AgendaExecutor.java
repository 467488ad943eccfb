package com.umcloud.umha.testkit.simulation.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads of a program in virtual time: what is handed in runs on the agenda's thread, some time later, unless the program was
 * killed meanwhile. Only what {@link com.umcloud.umha.core.engine.EngineCore} uses is there.
 */
public final class AgendaExecutor extends StoppableExecutor implements ScheduledExecutorService {
    private final Agenda agenda;
    private final Supplier<Duration> latency;
    private Instant pausedUntil = Instant.MIN;

    /** @param latency asked for each task: how long it waits for its turn */
    public AgendaExecutor(Agenda agenda, Supplier<Duration> latency) {
        this.agenda = agenda;
        this.latency = latency;
    }

    @Override
    public void execute(Runnable task) {
        if (isShutdown()) {
            throw new RejectedExecutionException("the program has ended");
        }
        agenda.after(latency.get(), () -> runUnlessStopped(task));
    }

    private void runUnlessStopped(Runnable task) {
        if (isShutdown()) {
            return;
        }
        if (agenda.instant().isBefore(pausedUntil)) {
            agenda.at(pausedUntil, () -> runUnlessStopped(task));
        } else {
            task.run();
        }
    }

    /** The program stands still until then: what is due meanwhile runs at its end. */
    public void pauseUntil(Instant end) {
        pausedUntil = end;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Scheduled scheduled = new Scheduled(task);
        scheduled.planned = agenda.after(Duration.of(delay, unit.toChronoUnit()), () -> runUnlessStopped(scheduled));
        return scheduled;
    }

    /** A task of the watchdog. */
    private static final class Scheduled extends FutureTask<Void> implements ScheduledFuture<Void> {
        private Agenda.Planned planned = () -> {};

        Scheduled(Runnable task) {
            super(task, null);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            planned.cancel();
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException("nobody asks how long it takes");
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException("the agenda keeps the order");
        }
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("only plain tasks are scheduled");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("nothing is repeated by an executor");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("nothing is repeated by an executor");
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        throw new UnsupportedOperationException("waiting for tasks would stop virtual time");
    }
}
