package com.umcloud.umha.core.agent;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of one meter. {@link #tick} is called by the scheduler: it begins a run that is due and gives up one that is
 * late. {@link #runOnce} is one run on the calling thread. There is never more than one run at a time.
 */
final class AgentTask {
    private static final Logger log = LoggerFactory.getLogger(AgentTask.class);
    private static final Duration RESERVE = Duration.ofMillis(100);

    private enum Phase {
        IDLE,
        MEASURING,
        PUBLISHING
    }

    private final NamedMeter meter;
    private final SampleRouter router;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Duration limit;

    private final Object lock = new Object();
    // All below are guarded by the lock.
    private final FixedRate rate;
    private Phase phase = Phase.IDLE;
    private long deadline;
    private boolean overdue;
    private boolean stopped;
    private RunOutcome last = RunOutcome.PUBLISHED;
    private @Nullable Thread runner;
    private long runs;
    private long failures;
    private long overruns;
    private long missed;
    private long measurements;

    /**
     * A task whose first run is due now.
     *
     * @param executor runs one thing at a time on the meter's own thread
     */
    AgentTask(
            NamedMeter meter,
            Duration interval,
            String hostName,
            SampleRouter router,
            Executor executor,
            LongSupplier nanoTime) {
        this.meter = meter;
        this.router = router;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.limit = limit(interval);
        this.rate = new FixedRate(nanoTime.getAsLong(), interval, hostName);
    }

    /** How long a run may take: four fifths of the interval, and at least 100 ms less than it where that leaves time. */
    static Duration limit(Duration interval) {
        Duration share = interval.multipliedBy(4).dividedBy(5);
        Duration reserved = interval.minus(RESERVE);
        Duration shorter = share.compareTo(reserved) < 0 ? share : reserved;
        Duration least = interval.dividedBy(2);
        return shorter.compareTo(least) < 0 ? least : shorter;
    }

    /**
     * Looks what is to be done now; does not block.
     *
     * @return nanoseconds until it wants to be called again, at least 0
     */
    long tick(long now) {
        boolean begins = false;
        long until;
        synchronized (lock) {
            if (phase == Phase.IDLE) {
                if (now - rate.due() >= 0 && !stopped) {
                    begin(now);
                    begins = true;
                }
            } else {
                watch(now);
            }
            boolean watched = phase != Phase.IDLE && !overdue;
            until = watched ? Math.min(deadline - now, rate.due() - now) : rate.due() - now;
        }
        if (begins) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                end(RunOutcome.STOPPED);
            }
        }
        return Math.max(0, until);
    }

    /** Makes one run on the calling thread, whether or not it is due. */
    RunOutcome runOnce() {
        synchronized (lock) {
            if (phase != Phase.IDLE) {
                throw new IllegalStateException("meter " + meter.name() + " is running");
            }
            begin(nanoTime.getAsLong());
        }
        return run();
    }

    /** No run begins or publishes from now on. */
    void stop() {
        synchronized (lock) {
            stopped = true;
        }
    }

    NamedMeter meter() {
        return meter;
    }

    MeterStatistics statistics() {
        synchronized (lock) {
            return new MeterStatistics(meter.name(), runs, failures, overruns, missed, measurements);
        }
    }

    private void begin(long now) {
        phase = Phase.MEASURING;
        overdue = false;
        deadline = now + limit.toNanos();
        runs++;
        missed += rate.advance(now);
    }

    private void watch(long now) {
        if (!overdue && now - deadline >= 0) {
            overdue = true;
            overruns++;
            Thread thread = runner;
            if (thread != null) {
                thread.interrupt();
            }
            if (last != RunOutcome.OVERRUN) {
                log.warn(
                        "meter {}: a run is late while {}; it is interrupted, what it has not sent is dropped, and the"
                                + " next one waits for it",
                        meter.name(),
                        phase == Phase.MEASURING ? "measuring" : "publishing");
                last = RunOutcome.OVERRUN;
            }
        }
        if (now - rate.due() >= 0) {
            missed += 1 + rate.advance(now);
        }
    }

    private RunOutcome run() {
        RunOutcome outcome = RunOutcome.FAILED;
        Throwable failure = null;
        try {
            outcome = measureAndPublish();
        } catch (InterruptedException | RuntimeException | Error e) {
            // Whatever a plugin throws, an Error included, must not end the meter's thread.
            failure = e;
        }
        return report(end(outcome), failure);
    }

    private RunOutcome measureAndPublish() throws InterruptedException {
        long left;
        synchronized (lock) {
            runner = Thread.currentThread();
            left = deadline - nanoTime.getAsLong();
            if (overdue || left <= 0) {
                return RunOutcome.OVERRUN;
            }
        }
        List<Measurement> found = List.copyOf(meter.meter().measure(Duration.ofNanos(left)));
        for (Measurement measurement : found) {
            if (!measurement.name().startsWith(meter.name())) {
                throw new IllegalStateException("it returned a measurement named '" + measurement.name()
                        + "', which does not begin with the meter's own name");
            }
        }
        synchronized (lock) {
            if (overdue || stopped || deadline - nanoTime.getAsLong() <= 0) {
                return stopped ? RunOutcome.STOPPED : RunOutcome.OVERRUN;
            }
            phase = Phase.PUBLISHING;
            deadline = rate.due();
        }
        for (Measurement measurement : found) {
            if (router.publish(measurement)) {
                synchronized (lock) {
                    measurements++;
                }
            }
        }
        return RunOutcome.PUBLISHED;
    }

    /** Ends the run and settles how it ended: what happens after the deadline or the stop is no failure of its own. */
    private RunOutcome end(RunOutcome outcome) {
        synchronized (lock) {
            RunOutcome settled = outcome;
            if (overdue) {
                settled = RunOutcome.OVERRUN;
                // The interruption was for this run; the thread's next one must not find it.
                Thread.interrupted();
            } else if (outcome == RunOutcome.OVERRUN) {
                overruns++;
            } else if (stopped) {
                settled = outcome == RunOutcome.PUBLISHED ? outcome : RunOutcome.STOPPED;
            } else if (outcome == RunOutcome.FAILED) {
                failures++;
            }
            phase = Phase.IDLE;
            runner = null;
            return settled;
        }
    }

    private RunOutcome report(RunOutcome outcome, @Nullable Throwable failure) {
        RunOutcome before;
        synchronized (lock) {
            before = last;
            last = outcome;
        }
        if (outcome == before || outcome == RunOutcome.STOPPED) {
            log.debug("meter {}: {} again", meter.name(), outcome, failure);
        } else if (outcome == RunOutcome.PUBLISHED) {
            log.info("meter {}: {} -> measuring", meter.name(), before);
        } else if (outcome == RunOutcome.OVERRUN) {
            log.warn("meter {}: a run came back too late and is dropped", meter.name());
        } else if (failure instanceof UmhaException) {
            log.warn("meter {}: failing, nothing is published: {}", meter.name(), failure.getMessage());
        } else {
            log.warn("meter {}: failing, nothing is published", meter.name(), failure);
        }
        return outcome;
    }
}
