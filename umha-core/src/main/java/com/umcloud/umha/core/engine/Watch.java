package com.umcloud.umha.core.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at something again and again until it is closed; on a thread of its own. */
abstract class Watch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private volatile boolean closing;

    /** Does what is due; called about once a second. */
    abstract void look() throws InterruptedException;

    /** A look has failed; the next one follows all the same. */
    abstract void failed(Throwable failure);

    /** No look begins any more. Any thread may close. */
    final void close() {
        closing = true;
    }

    final boolean isClosing() {
        return closing;
    }

    @Override
    public final void run() {
        while (!closing) {
            try {
                look();
            } catch (InterruptedException e) {
                LOG.debug("the watch ends by closing, not by interruption", e);
            } catch (RuntimeException | Error e) {
                failed(e);
            }
            waitFor(PAUSE);
        }
    }

    /** Waits, at most until it is closed. */
    final void waitFor(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        while (!closing && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(Math.min(PAUSE.toNanos(), until - System.nanoTime()));
            if (Thread.interrupted()) {
                return;
            }
        }
    }
}
