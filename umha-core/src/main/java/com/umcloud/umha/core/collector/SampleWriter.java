package com.umcloud.umha.core.collector;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.SampleStore;
import com.umcloud.umha.core.telemetry.DropReason;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the waiting samples to the store, batch by batch, on one thread. While the store is away they wait; it is tried
 * again after pauses that grow from {@value #SHORTEST_PAUSE_MILLIS} ms to ten seconds. The beginning and the end of such a
 * time, and of one in which samples give way, are told once.
 */
final class SampleWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SampleWriter.class);
    static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(SHORTEST_PAUSE_MILLIS);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final SampleBuffer buffer;
    private final SampleStore store;
    private final CollectorCounters counters;
    private final CollectorConfig config;
    private final LongSupplier nanoTime;
    private final AtomicBoolean overflowing = new AtomicBoolean();

    // of the writing thread only
    private boolean storeAway;
    private long awaySince;
    private Duration pause = SHORTEST_PAUSE;
    private boolean defectTold;

    SampleWriter(
            SampleBuffer buffer,
            SampleStore store,
            CollectorCounters counters,
            CollectorConfig config,
            LongSupplier nanoTime) {
        this.buffer = buffer;
        this.store = store;
        this.counters = counters;
        this.config = config;
        this.nanoTime = nanoTime;
    }

    /** Queues a sample; called by the receiving thread, never blocks. */
    void accept(ReceivedSample sample) {
        if (buffer.add(sample)) {
            gaveWay(1);
        }
    }

    /** Writes until the buffer ended and is empty, or the thread is interrupted. */
    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = writeOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes one batch, waiting for it if need be; returns whether there may be more. */
    boolean writeOnce() throws InterruptedException {
        List<ReceivedSample> batch = buffer.take(config.batchDelay());
        if (batch.isEmpty()) {
            return false;
        }
        try {
            stored(batch.size(), store.write(batch));
        } catch (RuntimeException e) {
            if (isAway(e)) {
                keepWaiting(batch, e);
            } else {
                writeSingly(batch, e);
            }
        }
        if (buffer.size() <= config.queueCapacity() / 2 && overflowing.getAndSet(false)) {
            LOG.info("the samples fit into the buffer again");
        }
        return true;
    }

    /** A batch that the store fails on for a reason of its own: all but the sample it fails on are saved. */
    private void writeSingly(List<ReceivedSample> batch, RuntimeException cause) throws InterruptedException {
        if (!defectTold) {
            defectTold = true;
            LOG.error("the store failed on a batch of {} samples; they are written one by one", batch.size(), cause);
        }
        for (int index = 0; index < batch.size(); index++) {
            try {
                stored(1, store.write(List.of(batch.get(index))));
            } catch (RuntimeException e) {
                if (isAway(e)) {
                    keepWaiting(batch.subList(index, batch.size()), e);
                    return;
                }
                counters.dropped(DropReason.NOT_STORABLE, 1);
            }
        }
    }

    private void stored(int offered, int taken) {
        counters.stored(taken);
        if (taken < offered) {
            counters.dropped(DropReason.NOT_STORABLE, offered - taken);
        }
        if (storeAway) {
            storeAway = false;
            pause = SHORTEST_PAUSE;
            Duration away = Duration.ofNanos(nanoTime.getAsLong() - awaySince);
            LOG.info("the database takes samples again, after {} s; {} samples wait", away.toSeconds(), buffer.size());
        }
    }

    private void keepWaiting(List<ReceivedSample> batch, RuntimeException cause) throws InterruptedException {
        gaveWay(buffer.giveBack(batch));
        if (!storeAway) {
            storeAway = true;
            awaySince = nanoTime.getAsLong();
            LOG.warn(
                    "the database takes no samples: {}; up to {} of them wait, it is tried again until it works",
                    cause.getMessage(),
                    config.queueCapacity());
        }
        buffer.pause(buffer.isEnding() ? SHORTEST_PAUSE : pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void gaveWay(int samples) {
        if (samples > 0) {
            counters.dropped(DropReason.QUEUE_FULL, samples);
            if (!overflowing.getAndSet(true)) {
                LOG.warn(
                        "{} samples wait for the database, which is all that may; the oldest give way and are not stored",
                        config.queueCapacity());
            }
        }
    }

    private static boolean isAway(RuntimeException e) {
        return e instanceof UmhaException failure && failure.type() != FailureType.INTERNAL;
    }
}
