package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.telemetry.SampleListener;
import com.umcloud.umha.core.time.SteadyClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine with its threads: one that observes once per interval, one that decides, and pools that run commands, probes
 * and the observer's questions. Feed it with {@link #sampleListener()}, start it once, close it once. The plugins and stores
 * that it was given stay their owner's to close.
 */
public final class UmhaEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UmhaEngine.class);

    private final EngineParts parts;
    private final EngineThreads threads = new EngineThreads();
    private final EngineCore core;
    private final Thread observing;
    private final Thread deciding;
    private final Thread watching;
    private final Thread lookingAfter;
    private volatile boolean closing;

    /**
     * An engine that is not started yet.
     *
     * @param mailOwed called after notifications were written into the outbox, on the engine's thread; must not block
     * @param direct delivers a notification without the database, for when it is the database that is away; on the
     *     engine's thread; must not block
     * @param narrator told of every announcement, on the engine's thread, after it was written down; must not block
     */
    public UmhaEngine(
            EngineParts parts,
            Runnable mailOwed,
            Consumer<Notification> direct,
            BiConsumer<Incident, Announcement> narrator) {
        this.parts = parts;
        this.core = new EngineCore(parts, threads.workers(), SteadyClock.system(), mailOwed, direct, narrator);
        this.observing = EngineThreads.named("umha-observer").newThread(this::observe);
        this.deciding = EngineThreads.named("umha-engine").newThread(this::decide);
        this.watching = EngineThreads.named("umha-capacity").newThread(core.capacity());
        this.lookingAfter = EngineThreads.named("umha-latecomers").newThread(core.latecomers());
    }

    public void start() {
        deciding.start();
        observing.start();
        watching.start();
        lookingAfter.start();
    }

    /** Where the collector hands every sample to. */
    public SampleListener sampleListener() {
        return core.sampleListener();
    }

    /** The newest observation; empty before the first. */
    public Optional<Round> lastRound() {
        return core.lastRound();
    }

    /** An operator vouches that the host is off. */
    public void confirmOff(String host, String operator) {
        core.confirmOff(host, operator);
    }

    private void observe() {
        Duration interval = parts.observation().sampleInterval();
        long next = System.nanoTime() + interval.toNanos();
        boolean late = false;
        boolean failing = false;
        while (!closing) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            boolean lateNow = -wait > interval.toNanos();
            if (lateNow) {
                next = System.nanoTime();
            }
            if (lateNow && !late) {
                LOG.warn("the observer is late by {}", Duration.ofNanos(-wait));
            }
            late = lateNow;
            next += interval.toNanos();
            failing = !observeOnce(failing);
        }
    }

    /** Observes once; true if that succeeded. */
    private boolean observeOnce(boolean failedBefore) {
        try {
            core.observe();
            return true;
        } catch (InterruptedException e) {
            // only close() ends the observer, whatever a plugin throws
            return true;
        } catch (RuntimeException | Error e) {
            if (!failedBefore) {
                LOG.error("an observation failed: a defect, the next one goes on", e);
            }
            return false;
        }
    }

    private void decide() {
        long tick = parts.config().tickInterval().toNanos();
        long nextTick = System.nanoTime() + tick;
        while (!closing) {
            try {
                if (!core.handleNext(Duration.ofNanos(nextTick - System.nanoTime())) && !closing) {
                    nextTick = System.nanoTime() + tick;
                    core.tick();
                }
            } catch (InterruptedException e) {
                LOG.debug("the engine's thread is ended by closing, not by interruption", e);
            } catch (RuntimeException | Error e) {
                LOG.error("an event could not be handled: a defect, the next one goes on", e);
            }
        }
    }

    /**
     * Stops deciding, lets commands that are under way end, all within about ten seconds, and leaves no thread. What became
     * of a command whose answer comes too late is looked up at the next start.
     */
    @Override
    public void close() {
        closing = true;
        core.close();
        observing.interrupt();
        threads.close(List.of(observing, deciding, watching, lookingAfter));
    }
}
