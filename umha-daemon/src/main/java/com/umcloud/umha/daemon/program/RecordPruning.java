package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.store.jdbi.RecordExpirer;
import com.umcloud.umha.core.store.jdbi.RecordReport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes old records from time to time, on a thread of its own, while this processor holds the lease. */
final class RecordPruning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordPruning.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final RecordExpirer expirer;
    private final Duration keep;
    private final Leadership leadership;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** @param keep what is older is removed */
    RecordPruning(RecordExpirer expirer, Duration keep, Leadership leadership) {
        this.expirer = expirer;
        this.keep = keep;
        this.leadership = leadership;
        this.thread = new Thread(this::run, "umha-records");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Looks once for what is old; a database that is away is tried again the next time. */
    void runOnce() {
        try {
            RecordReport removed = expirer.expire(keep, this::acts);
            if (!removed.isEmpty()) {
                LOG.info(
                        "removed what is older than {} d: {} lines of the log, {} commands, {} notifications",
                        keep.toDays(),
                        removed.logLines(),
                        removed.commands(),
                        removed.notifications());
            }
        } catch (UmhaException e) {
            LOG.warn("old records are not removed now: {}", e.getMessage());
        }
    }

    private boolean acts() {
        return closing.getCount() > 0 && leadership.epoch().isPresent();
    }

    private void run() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    runOnce();
                } catch (RuntimeException e) {
                    LOG.error("old records could not be removed: a defect, the next hour tries again", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
