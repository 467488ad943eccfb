package com.umcloud.umha.core.telling;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what is owed to the notifiers. Each notifier has a lane with a thread of its own ({@code outbox-<name>}), so
 * that one that hangs or fails delays nobody else; a call that outlasts its limit is interrupted, and one that does not
 * even heed that keeps only its own lane waiting. Recovery never waits for any of this.
 *
 * <p>Owns its threads and the notifiers, and closes both. Safe for use by several threads.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_DIRECT = 200;
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(2);

    private final OutboxStore store;
    private final OutboxConfig config;
    private final InstantSource clock;
    private final MemoryOutbox direct = new MemoryOutbox(MOST_DIRECT);
    private final CallDeadlines deadlines = new CallDeadlines();
    private final List<Lane> lanes;
    private final Map<String, Semaphore> bells = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /**
     * @param notifiers the active ones by name
     * @param clock the wall clock that the rows' times refer to
     * @param nanoTime a steady clock, as {@link System#nanoTime()}
     * @param mayDeliver asked before each delivery from the store: whether this process is the one that acts
     */
    public Outbox(
            OutboxStore store,
            Map<String, Notifier> notifiers,
            OutboxConfig config,
            InstantSource clock,
            LongSupplier nanoTime,
            BooleanSupplier mayDeliver) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        StoreWatch storeWatch = new StoreWatch();
        StoreWatch directWatch = new StoreWatch();
        List<Lane> made = new ArrayList<>();
        new TreeMap<>(notifiers).forEach((name, notifier) -> {
            Source urgent = new Source(direct, directWatch, () -> !closed, name);
            Source stored = new Source(store, storeWatch, () -> !closed && mayDeliver.getAsBoolean(), name);
            made.add(new Lane(name, notifier, List.of(urgent, stored), config, deadlines, nanoTime));
            bells.put(name, new Semaphore(0));
        });
        this.lanes = List.copyOf(made);
    }

    /** Starts the lanes' threads; called once. */
    public synchronized void start() {
        if (closed || !threads.isEmpty()) {
            throw new IllegalStateException("an outbox is started once");
        }
        for (Lane lane : lanes) {
            Thread thread = new Thread(() -> run(lane), "outbox-" + lane.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** One row for each active notifier, due at {@code at}; to be written with the incident, then {@link #wake}. */
    public List<OutboxRow> rowsFor(Notification notification, Instant at) {
        return lanes.stream()
                .map(lane -> new OutboxRow(lane.name(), notification, at, 0))
                .toList();
    }

    /**
     * Writes a notification that belongs to no incident's transaction, and has it delivered at once.
     *
     * @throws RuntimeException of the store, if it cannot be written
     */
    public void enqueue(Notification notification) {
        store.add(rowsFor(notification, clock.instant()));
        wake();
    }

    /**
     * Has a notification delivered without the store, for when it is the store that is away. At most a few hundred wait;
     * they are lost when the program ends. Delivered also while {@code mayDeliver} says no.
     */
    public void enqueueDirectly(Notification notification) {
        direct.add(rowsFor(notification, clock.instant()));
        wake();
    }

    /** New rows were written: look at once. Never blocks. */
    public void wake() {
        bells.values().forEach(Semaphore::release);
    }

    /** Why the last delivery of a notifier failed, by its name; those that work are left out. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        lanes.forEach(lane -> lane.trouble().ifPresent(detail -> troubles.put(lane.name(), detail)));
        return troubles;
    }

    /**
     * One iteration of every lane on the calling thread, one after the other: for simulations and tests. Lanes in which
     * a thread of the outbox works are left out.
     *
     * @return whether more may be due at once
     */
    public boolean runOnce(Instant now) throws InterruptedException {
        boolean more = false;
        for (Lane lane : lanes) {
            more |= lane.runOnce(now);
        }
        return more;
    }

    /** Interrupts what is under way, closes the notifiers, waits some seconds for both; what is owed stays owed. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        deadlines.close();
        wake();
        boolean interrupted = !join(threads);
        List<Thread> closers = lanes.stream().map(Outbox::closer).toList();
        interrupted |= !join(closers);
        interrupted |= !join(threads);
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                LOG.warn("{} does not end; its notifier is left alone", thread.getName());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Lane lane) {
        Semaphore bell = bells.getOrDefault(lane.name(), new Semaphore(0));
        while (!closed) {
            bell.drainPermits();
            if (!step(lane) && !closed) {
                await(bell);
            }
        }
    }

    private boolean step(Lane lane) {
        try {
            return lane.runOnce(clock.instant());
        } catch (InterruptedException e) {
            LOG.debug("The notifier {} says that it was interrupted; its row waits", lane.name(), e);
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("The lane of {} failed and goes on", lane.name(), e);
            return false;
        }
    }

    private void await(Semaphore bell) {
        try {
            boolean woken = bell.tryAcquire(config.checkInterval().toNanos(), TimeUnit.NANOSECONDS);
            LOG.trace("Looking again (woken: {})", woken);
        } catch (InterruptedException e) {
            LOG.debug("A lane is ended by closing the outbox, not by interruption; it goes on", e);
        }
    }

    private static Thread closer(Lane lane) {
        Thread closer = new Thread(
                () -> {
                    try {
                        lane.notifier().close();
                    } catch (RuntimeException | LinkageError e) {
                        LOG.warn("The notifier {} does not close properly", lane.name(), e);
                    }
                },
                "outbox-close-" + lane.name());
        closer.setDaemon(true);
        closer.start();
        return closer;
    }

    /** @return false if this thread was interrupted */
    private static boolean join(List<Thread> awaited) {
        long deadline = System.nanoTime() + PATIENCE_AT_CLOSE.toNanos();
        try {
            for (Thread thread : awaited) {
                long left = deadline - System.nanoTime();
                if (left > 0) {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                }
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
