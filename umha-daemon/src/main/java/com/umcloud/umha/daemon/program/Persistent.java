package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries something until it succeeds, on a thread of its own; the first failure and the success are told. */
final class Persistent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Persistent.class);

    private final String what;
    private final Runnable attempt;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Not started yet.
     *
     * @param what for messages: "listen for samples"
     * @param attempt throws {@link UmhaException} as long as it cannot be done
     */
    Persistent(String what, Duration pause, Runnable attempt) {
        this.what = what;
        this.attempt = attempt;
        this.pause = pause;
        this.thread = new Thread(this::run, "umha-retry");
        this.thread.setDaemon(true);
    }

    /** Tries once on this thread, and goes on elsewhere if that was in vain. */
    void start() {
        if (!succeeds(true)) {
            thread.start();
        }
    }

    private void run() {
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (succeeds(false)) {
                    LOG.info("{}: done now", what);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UmhaException e) {
            LOG.error("{}: given up: {}", what, e.getMessage());
        }
    }

    private boolean succeeds(boolean first) {
        try {
            attempt.run();
            return true;
        } catch (UmhaException e) {
            if (e.type() == FailureType.CONFIGURATION) {
                throw e;
            }
            if (first) {
                LOG.error("{}: not possible yet, tried again every {} s: {}", what, pause.toSeconds(), e.getMessage());
            }
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
