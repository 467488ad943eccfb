package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.SampleReader;
import com.umcloud.umha.core.store.StoredSample;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.SampleListener;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears samples that another process has collected into the database. Looks once a second, from the newest sample that was
 * there at its start on. Samples in the table were verified by the collector that wrote them.
 */
final class StoredSampleFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSampleFeed.class);
    private static final int AT_ONCE = 10_000;

    /** Rows of several writers become visible out of order: so many older ones are read again; their ids are known. */
    private static final int OVERLAP = 500;

    private final SampleReader reader;
    private final SampleListener listener;
    private final boolean verified;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private OptionalLong newest = OptionalLong.empty();
    private boolean away;

    /**
     * Not started yet.
     *
     * @param verified whether a telemetry secret is set, so that samples may judge hosts
     */
    StoredSampleFeed(SampleReader reader, SampleListener listener, boolean verified) {
        this.reader = reader;
        this.listener = listener;
        this.verified = verified;
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

    /** One look at the table. */
    void runOnce() {
        try {
            if (newest.isEmpty()) {
                newest = OptionalLong.of(reader.newestId());
                return;
            }
            long after = newest.getAsLong();
            List<StoredSample> found = reader.samplesAfter(Math.max(0, after - OVERLAP), AT_ONCE);
            for (StoredSample stored : found) {
                if (stored.id() > after) {
                    newest = OptionalLong.of(Math.max(newest.getAsLong(), stored.id()));
                }
                listener.heard(new ReceivedSample(
                        stored.sample(),
                        stored.signature(),
                        verified,
                        stored.measuredAt(),
                        stored.recordedAt(),
                        InetAddress.getLoopbackAddress()));
            }
            if (away) {
                LOG.info("samples can be read from the database again");
                away = false;
            }
        } catch (UmhaException e) {
            if (!away) {
                LOG.error("samples cannot be read from the database: {}", e.getMessage());
                away = true;
            }
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
