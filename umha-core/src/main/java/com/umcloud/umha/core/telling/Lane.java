package com.umcloud.umha.core.telling;

import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.core.store.OutboxRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to one notifier: one call at a time, oldest row first. A row that fails waits by itself; when several in a
 * row fail the whole lane rests, so that a receiver who is away is not asked once per waiting row.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int BATCH = 50;
    private static final int FAILURES_BEFORE_REST = 3;
    private static final int MOST_REMEMBERED = 1_000;

    private final String name;
    private final Notifier notifier;
    private final OutboxConfig config;
    private final CallDeadlines deadlines;
    private final LongSupplier nanoTime;
    private final List<Source> sources;
    private final ReentrantLock busy = new ReentrantLock();
    private final Set<String> toldRejected = new LinkedHashSet<>();
    private Instant restUntil = Instant.MIN;
    private int failures;
    private boolean toldRejection;
    private boolean interrupted;
    private volatile Optional<String> trouble = Optional.empty();

    /** @param sources what it delivers from, the more urgent first */
    Lane(
            String name,
            Notifier notifier,
            List<Source> sources,
            OutboxConfig config,
            CallDeadlines deadlines,
            LongSupplier nanoTime) {
        this.name = name;
        this.notifier = notifier;
        this.sources = List.copyOf(sources);
        this.config = config;
        this.deadlines = deadlines;
        this.nanoTime = nanoTime;
    }

    String name() {
        return name;
    }

    Notifier notifier() {
        return notifier;
    }

    /** Why the last delivery failed; empty if it did not. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * Delivers what is due. Does nothing while the lane rests or another thread works in it.
     *
     * @return whether more may be due at once
     * @throws InterruptedException if the thread was interrupted from outside
     */
    boolean runOnce(Instant now) throws InterruptedException {
        if (!busy.tryLock()) {
            return false;
        }
        try {
            boolean more = false;
            for (Source source : sources) {
                more |= work(source, now);
            }
            return more;
        } finally {
            busy.unlock();
        }
    }

    /** A rest that lies further ahead than any can be comes from a clock that was set back. */
    private boolean rests(Instant now) {
        return now.isBefore(restUntil) && !restUntil.isAfter(now.plus(config.longestPause()));
    }

    private boolean work(Source source, Instant now) throws InterruptedException {
        long begin = nanoTime.getAsLong();
        try {
            if (rests(now) || !source.isAllowed()) {
                return false;
            }
            List<OutboxRow> rows = source.due(now, BATCH);
            for (OutboxRow row : rows) {
                if (!source.isAllowed()) {
                    return false;
                }
                interrupted = false;
                Optional<DeliveryResult> result = attempt(row);
                Instant after = now.plusNanos(nanoTime.getAsLong() - begin);
                if (result.isPresent()) {
                    settle(source, row, result.get(), after);
                }
                if (interrupted) {
                    throw new InterruptedException("in the notifier " + name);
                }
                if (result.isEmpty() || rests(after)) {
                    return false;
                }
            }
            return rows.size() == BATCH;
        } catch (RuntimeException e) {
            source.failed(e);
            return false;
        }
    }

    /** @return empty if the outbox is being closed */
    private Optional<DeliveryResult> attempt(OutboxRow row) {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        thread.setContextClassLoader(notifier.getClass().getClassLoader());
        try {
            return Optional.of(deadlines.call(
                    "The notifier " + name,
                    config.deliveryLimit(),
                    () -> notifier.deliver(row.notification(), config.deliveryLimit())));
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(new DeliveryResult.TryLater(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            // Kept until the row is settled: a database should not meet an interrupted thread.
            interrupted = true;
            return Optional.of(new DeliveryResult.TryLater("it was interrupted"));
        } catch (Exception | Error e) {
            LOG.debug("The notifier {} failed", name, e);
            return Optional.of(new DeliveryResult.TryLater("it failed: " + e));
        } finally {
            thread.setContextClassLoader(former);
        }
    }

    private void settle(Source source, OutboxRow row, DeliveryResult result, Instant after) {
        if (result instanceof DeliveryResult.Delivered) {
            tellRecovered();
            source.delivered(row, after);
        } else if (result instanceof DeliveryResult.Rejected rejected) {
            tellRejected(row.notification().id(), rejected.detail());
            failed(after, rejected.detail());
            source.retryAt(row, after.plus(config.rejectedPause()), rejected.detail());
        } else if (result instanceof DeliveryResult.TryLater later) {
            tellLater(row.notification().id(), later.detail());
            failed(after, later.detail());
            source.retryAt(row, after.plus(config.pauseAfter(row.attempts())), later.detail());
        }
    }

    private void failed(Instant after, String detail) {
        trouble = Optional.of(detail);
        failures++;
        if (failures >= FAILURES_BEFORE_REST) {
            Duration rest = config.pauseAfter(failures - FAILURES_BEFORE_REST);
            restUntil = after.plus(rest);
        }
    }

    private void tellRecovered() {
        if (failures > 0) {
            LOG.info("The notifier {} delivers again after {} deliveries in vain", name, failures);
        }
        failures = 0;
        restUntil = Instant.MIN;
        toldRejection = false;
        trouble = Optional.empty();
    }

    private void tellLater(String id, String detail) {
        if (failures == 0) {
            LOG.warn("The notifier {} cannot deliver {} now and tries again: {}", name, id, detail);
        } else {
            LOG.debug("The notifier {} still cannot deliver {}: {}", name, id, detail);
        }
    }

    private void tellRejected(String id, String detail) {
        if (toldRejection || !toldRejected.add(id)) {
            LOG.debug("The notifier {} still does not get rid of {}: {}", name, id, detail);
            return;
        }
        toldRejection = true;
        if (toldRejected.size() > MOST_REMEMBERED) {
            toldRejected.remove(toldRejected.iterator().next());
        }
        LOG.error(
                "The notifier {} is refused {}; it is tried again every {}: {}",
                name,
                id,
                config.rejectedPause(),
                detail);
    }
}
