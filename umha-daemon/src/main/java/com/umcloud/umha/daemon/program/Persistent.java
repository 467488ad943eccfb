package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries something until it succeeds, on a thread of its own; each new reason for a failure is told, and the success after it. */
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

    /** Begins to try, on its own thread. */
    void start() {
        thread.start();
    }

    private void run() {
        String told = "";
        try {
            while (true) {
                Optional<String> trouble = attempt();
                if (trouble.isEmpty()) {
                    if (!told.isEmpty()) {
                        LOG.info("{}: done now", what);
                    }
                    return;
                }
                if (!trouble.get().equals(told)) {
                    told = trouble.get();
                    LOG.error("{}: not possible yet, tried again every {} s: {}", what, pause.toSeconds(), told);
                }
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries once; why it was in vain. */
    private Optional<String> attempt() {
        try {
            attempt.run();
            return Optional.empty();
        } catch (UmhaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.debug("{}: a defect", what, e);
            return Optional.of("a defect: " + e);
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
