package com.umcloud.umha.core.leadership;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LeaseStore;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes, renews and gives back the lease. A contender takes it only after it has seen the same row for a whole lease on its
 * own monotonic clock, or a row that was given back; a holder counts its own lease from before it asked for the renewal. One
 * thread of its own calls {@link #runOnce}; the others ask {@link Leadership}.
 */
public final class LeaseKeeper implements Leadership, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    /** How long {@link #close} waits for a call of the database that is under way. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private final LeaseConfig config;
    private final LeaseStore store;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private @Nullable LeaseRow seen;
    private long seenSince;
    private boolean away;
    private boolean renewedByAnother;
    private long lastSuccess;
    private volatile @Nullable Held held;
    private volatile @Nullable Trouble trouble;
    private volatile boolean closing;

    /**
     * The lease cannot be read, renewed or taken, and nobody is known to hold it.
     *
     * @param since when that was possible last
     */
    private record Trouble(String why, long since) {}

    /** A lease that is held. */
    private record Held(LeaseRow row, long validUntil) {}

    public LeaseKeeper(LeaseConfig config, LeaseStore store, LongSupplier nanoTime) {
        this.config = config;
        this.store = store;
        this.nanoTime = nanoTime;
        this.lastSuccess = nanoTime.getAsLong();
        this.thread = new Thread(this::loop, "umha-lease");
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public OptionalLong epoch() {
        Held now = closing ? null : held;
        return now != null && now.validUntil() - nanoTime.getAsLong() > 0
                ? OptionalLong.of(now.row().epoch())
                : OptionalLong.empty();
    }

    @Override
    public Duration remaining() {
        Held now = closing ? null : held;
        long left = now == null ? 0 : now.validUntil() - nanoTime.getAsLong();
        return Duration.ofNanos(Math.max(left, 0));
    }

    /** A takeover takes the lease and two looks at most; whoever saw the holder renew it at the last look leaves it to that one. */
    @Override
    public Optional<String> orphaned() {
        Trouble now = trouble;
        Duration takeover = config.duration().plus(config.renewInterval().multipliedBy(2));
        return now != null && nanoTime.getAsLong() - now.since() > takeover.toNanos()
                ? Optional.of(now.why())
                : Optional.empty();
    }

    /** One look at the row: renews it, takes it, or waits. Called by the keeper's own thread, or by a simulation. */
    public void runOnce() {
        try {
            Held mine = held;
            if (mine != null) {
                renew(mine);
            } else {
                contend();
            }
            if (away) {
                LOG.info("the lease can be read again");
                away = false;
            }
            lastSuccess = nanoTime.getAsLong();
            trouble = null;
        } catch (RuntimeException e) {
            if (!away) {
                LOG.error(
                        "the lease cannot be read or renewed: {}",
                        e.getMessage(),
                        e instanceof UmhaException ? null : e);
                away = true;
            }
            if (!renewedByAnother) {
                trouble = new Trouble("the lease cannot be read or taken: " + e.getMessage(), lastSuccess);
            }
            Held mine = held;
            if (mine != null && mine.validUntil() - nanoTime.getAsLong() <= 0) {
                lose("it ended without renewal");
            }
        }
    }

    private void renew(Held mine) {
        long before = nanoTime.getAsLong();
        Optional<LeaseRow> renewed = store.renew(mine.row());
        if (renewed.isEmpty()) {
            renewed = renewAfterUnknownOutcome(mine.row());
        }
        if (renewed.isPresent()) {
            held = new Held(renewed.get(), before + config.duration().toNanos());
        } else {
            lose("another processor has taken it");
        }
    }

    /** A renewal whose answer was lost may have been written: under its own epoch and name only the holder moves the row. */
    private Optional<LeaseRow> renewAfterUnknownOutcome(LeaseRow own) {
        LeaseRow row = store.read();
        return row.epoch() == own.epoch() && row.holder().equals(own.holder()) ? store.renew(row) : Optional.empty();
    }

    private void lose(String why) {
        LOG.warn("the lease is lost: {}", why);
        held = null;
        seen = null;
    }

    private void contend() {
        long now = nanoTime.getAsLong();
        LeaseRow row = store.read();
        boolean moved = !row.equals(seen);
        renewedByAnother = moved && seen != null && !row.holder().isEmpty();
        if (moved) {
            seen = row;
            // after the read: the holder may have renewed it while the read was under way
            seenSince = nanoTime.getAsLong();
        }
        boolean free = row.holder().isEmpty();
        boolean expired = now - seenSince >= config.duration().toNanos();
        if (!free && !expired) {
            return;
        }
        long before = nanoTime.getAsLong();
        Optional<LeaseRow> taken = store.take(row, config.holder());
        if (taken.isPresent()) {
            held = new Held(taken.get(), before + config.duration().toNanos());
            renewedByAnother = false;
            LOG.info(
                    "lease taken by {} with epoch {}{}",
                    config.holder(),
                    taken.get().epoch(),
                    free ? "" : " after " + row.holder() + " had not renewed it for " + config.duration());
        }
    }

    private void loop() {
        while (!closing) {
            runOnce();
            LockSupport.parkNanos(config.renewInterval().toNanos());
        }
    }

    /**
     * Gives the lease back, so that another processor need not wait. No command may be under way any more. If the database
     * hangs the lease ends by itself.
     */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        Held mine = held;
        held = null;
        if (mine != null && !thread.isAlive()) {
            try {
                store.release(mine.row());
            } catch (RuntimeException e) {
                LOG.warn("the lease could not be given back, it ends by itself: {}", e.getMessage());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
