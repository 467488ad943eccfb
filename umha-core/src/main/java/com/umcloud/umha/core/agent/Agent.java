package com.umcloud.umha.core.agent;

import com.umcloud.umha.core.pipeline.Pipeline;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures at the pipeline's intervals and publishes. One scheduler thread watches the time; every active meter has a
 * thread of its own, so that one that hangs holds up none of the others.
 *
 * <p>A meter runs at once and then at the shortest interval of the sources that match its name. A run may take four fifths
 * of the interval (at least 100 ms less than it); one that is late is interrupted, its result dropped, and the next begins
 * after it came back. Each measurement goes once to every publisher of the sources that match the <em>measurement's</em>
 * name.
 */
public final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final long PAUSE_AFTER_DEFECT = TimeUnit.SECONDS.toNanos(1);

    private final String hostName;
    private final List<NamedMeter> meters;
    private final Pipeline pipeline;
    private final SampleRouter router;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread scheduler;
    private final Map<AgentTask, ExecutorService> running = new LinkedHashMap<>();
    private volatile List<AgentTask> tasks = List.of();

    /**
     * An agent that does nothing yet. From here on the meters belong to it, unless this throws.
     *
     * @param hostName spreads the runs of many agents over time
     * @param meters those that no source of the pipeline matches stay idle
     * @param nanoTime a steady clock, as {@link System#nanoTime()}
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION if the pipeline matches none of the meters
     */
    public Agent(
            String hostName,
            List<NamedMeter> meters,
            Pipeline pipeline,
            SamplePublisherFactory publishers,
            MeasurementEncoder encoder,
            LongSupplier nanoTime) {
        this.hostName = hostName;
        this.meters = List.copyOf(meters);
        this.pipeline = pipeline;
        this.nanoTime = nanoTime;
        Set<String> names = new HashSet<>();
        for (NamedMeter meter : meters) {
            if (!names.add(meter.name())) {
                throw new IllegalArgumentException("two meters are named " + meter.name());
            }
        }
        MeterSelection selection = MeterSelection.of(
                pipeline, meters.stream().map(NamedMeter::name).toList());
        router = new SampleRouter(pipeline, publishers, encoder);
        scheduler = new Thread(this::schedule, "umha-agent-scheduler");
        pipeline.warnings().forEach(log::warn);
        selection.warnings().forEach(log::warn);
    }

    /** Starts measuring; to be called once. */
    public synchronized void start() {
        if (scheduler.getState() != Thread.State.NEW || stopped.getCount() == 0) {
            throw new IllegalStateException("the agent was started or closed before");
        }
        for (NamedMeter meter : meters) {
            pipeline.intervalOf(meter.name()).ifPresent(interval -> add(meter, interval));
        }
        tasks = List.copyOf(running.keySet());
        scheduler.start();
    }

    /** One entry per active meter, from the start on. */
    public List<MeterStatistics> statistics() {
        return tasks.stream().map(AgentTask::statistics).toList();
    }

    /** How many samples a publisher could not send. */
    public long publishFailures() {
        return router.failures();
    }

    /**
     * Stops measuring, interrupts what is under way, waits at most 5 s for it and closes meters and publishers. A meter that
     * does not come back is left alone with its thread (a daemon) and is not closed.
     */
    @Override
    public synchronized void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        stopped.countDown();
        tasks.forEach(AgentTask::stop);
        running.values().forEach(ExecutorService::shutdownNow);
        awaitEnd();
        Set<String> hanging = new TreeSet<>();
        running.forEach((task, executor) -> {
            if (!executor.isTerminated()) {
                hanging.add(task.meter().name());
                log.warn(
                        "meter {} did not stop and is left behind", task.meter().name());
            }
        });
        meters.stream().filter(meter -> !hanging.contains(meter.name())).forEach(Agent::close);
        router.close();
    }

    private void awaitEnd() {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + CLOSING.toNanos();
        try {
            scheduler.join(CLOSING.toMillis());
            for (ExecutorService executor : running.values()) {
                if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void close(NamedMeter meter) {
        try {
            meter.meter().close();
        } catch (RuntimeException e) {
            log.warn("meter {} could not be closed: {}", meter.name(), e.getMessage(), e);
        }
    }

    private void add(NamedMeter meter, Duration interval) {
        ExecutorService executor =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), runnable -> {
                    Thread thread = new Thread(runnable, "umha-meter-" + meter.name());
                    thread.setDaemon(true);
                    return thread;
                });
        running.put(new AgentTask(meter, interval, hostName, router, executor, nanoTime), executor);
        log.info("meter {} is active, every {} s", meter.name(), interval.toMillis() / 1000.0);
    }

    private void schedule() {
        long wait = 0;
        try {
            while (!stopped.await(wait, TimeUnit.NANOSECONDS)) {
                wait = tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One turn of the scheduler: returns the nanoseconds until the next. */
    private long tick() {
        long wait = Long.MAX_VALUE;
        for (AgentTask task : tasks) {
            try {
                wait = Math.min(wait, task.tick(nanoTime.getAsLong()));
            } catch (RuntimeException e) {
                log.error("the agent could not run meter {}", task.meter().name(), e);
                wait = Math.min(wait, PAUSE_AFTER_DEFECT);
            }
        }
        return wait;
    }
}
