package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.SampleReader;
import com.umcloud.umha.core.store.StoredSample;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.SampleListener;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears samples that another process has collected into the database. Looks once a second, from the newest sample that was
 * there at its start on. A row counts as authentic if this program has a telemetry secret and the row a signature: our
 * collector keeps only signatures that it has verified. Rows that were recorded longer than an interval ago tell nothing
 * about now and are passed over. Where a sample came from is not in the table, so it is not looked at.
 */
final class StoredSampleFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSampleFeed.class);
    private static final int AT_ONCE = 10_000;

    /** Rows of several writers become visible out of order: so many older ones are read again; their ids are known. */
    private static final int OVERLAP = 500;

    private final SampleReader reader;
    private final SampleListener listener;
    private final boolean verified;
    private final Duration freshness;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private OptionalLong newest = OptionalLong.empty();
    private boolean away;
    private boolean oldTold;

    /**
     * Not started yet.
     *
     * @param verified whether a telemetry secret is set, so that samples may judge hosts
     * @param freshness how long ago a row may have been recorded
     * @param clock this machine's, to compare with the collector's
     */
    StoredSampleFeed(
            SampleReader reader, SampleListener listener, boolean verified, Duration freshness, InstantSource clock) {
        this.reader = reader;
        this.listener = listener;
        this.verified = verified;
        this.freshness = freshness;
        this.clock = clock;
        this.thread = new Thread(this::run, "umha-sample-feed");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                runOnce();
            } while (!closing.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at the table: everything that is new. */
    void runOnce() {
        try {
            if (newest.isEmpty()) {
                newest = OptionalLong.of(reader.newestId());
            } else {
                while (readPage() && closing.getCount() > 0) {
                    LOG.debug("more samples wait in the database");
                }
            }
            if (away) {
                LOG.info("samples can be read from the database again");
                away = false;
            }
        } catch (RuntimeException e) {
            if (!away) {
                LOG.error(
                        "samples cannot be read from the database: {}",
                        e.getMessage(),
                        e instanceof UmhaException ? null : e);
                away = true;
            }
        }
    }

    /** Reads one page; true if there may be more. */
    private boolean readPage() {
        long after = newest.orElse(0);
        List<StoredSample> found = reader.samplesAfter(Math.max(0, after - OVERLAP), AT_ONCE);
        Instant oldest = clock.instant().minus(freshness);
        for (StoredSample stored : found) {
            newest = OptionalLong.of(Math.max(newest.orElse(0), stored.id()));
            if (stored.recordedAt().isBefore(oldest)) {
                tellOld(stored);
                continue;
            }
            listener.heard(new ReceivedSample(
                    stored.sample(),
                    stored.signature(),
                    verified && !stored.signature().isEmpty(),
                    stored.measuredAt(),
                    stored.recordedAt(),
                    InetAddress.getLoopbackAddress()));
        }
        return found.size() == AT_ONCE && newest.orElse(0) > after;
    }

    private void tellOld(StoredSample stored) {
        if (!oldTold) {
            oldTold = true;
            LOG.warn(
                    "sample {} was recorded at {}, more than {} ago by this machine's clock: such samples are passed over."
                            + " If this goes on, compare the clocks of the controllers",
                    stored.id(),
                    stored.recordedAt(),
                    freshness);
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
