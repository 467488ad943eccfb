package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.observation.HostInventory;
import com.umcloud.umha.core.observation.Observer;
import com.umcloud.umha.core.observation.Probes;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.observation.SampleTracker;
import com.umcloud.umha.core.power.PowerDevices;
import com.umcloud.umha.core.telemetry.SampleListener;
import com.umcloud.umha.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine with its threads: one that observes once per interval, one that decides, a pool that runs commands and probes.
 * Feed it with {@link #sampleListener()}, start it once, close it once. The plugins and stores that it was given stay their
 * owner's to close.
 */
public final class UmhaEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UmhaEngine.class);
    private static final int POOL_SIZE = 64;
    private static final int QUEUE_SIZE = 100_000;
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final EngineParts parts;
    private final SteadyClock clock = SteadyClock.system();
    private final ExecutorService commands;
    private final ExecutorService probing;
    private final ScheduledExecutorService watchdog;
    private final LinkedBlockingDeque<EngineEvent> events = new LinkedBlockingDeque<>(QUEUE_SIZE);
    private final SampleTracker samples;
    private final Observer observer;
    private final RoundJudge judge;
    private final Engine engine;
    private final Thread observing;
    private final Thread deciding;
    private volatile @Nullable Round lastRound;
    private volatile boolean closing;

    /**
     * An engine that is not started yet.
     *
     * @param narrator told of every announcement, on the engine's thread, after it was written down; must not block
     */
    public UmhaEngine(EngineParts parts, Runnable mailOwed, BiConsumer<Incident, Announcement> narrator) {
        this.parts = parts;
        this.commands = Executors.newFixedThreadPool(POOL_SIZE, named("umha-command"));
        this.probing = Executors.newFixedThreadPool(POOL_SIZE, named("umha-probe"));
        this.watchdog = Executors.newSingleThreadScheduledExecutor(named("umha-watchdog"));
        this.samples = new SampleTracker(clock, this::heard);
        HostInventory inventory = new HostInventory(parts.hosts());
        PowerDevices power = new PowerDevices(
                parts.fenceAgent(), host -> parts.safety().hasIpmi() ? inventory.device(host) : Optional.empty());
        Probes probes = new Probes(parts.probe(), parts.observation().pingCount(), probeLimit(parts), probing, clock);
        this.observer =
                new Observer(parts.observation(), parts.evacuator(), inventory, samples, probes, power, probing, clock);
        IncidentMachine machine = new IncidentMachine(
                parts.recovery(),
                parts.observation().sampleInterval(),
                parts.safety().forceEvacuateWhenIpmiUnknown());
        SpiCommandRunner runner = new SpiCommandRunner(
                parts.evacuator(),
                power,
                new WitnessProbe(inventory, probes, this::answeringHosts),
                parts.leadership(),
                clock,
                parts.observation().agentDeadline(),
                parts.observation().cloudDeadline(),
                commands,
                watchdog,
                this::answered);
        this.judge = new RoundJudge(
                new Assessor(parts.assessment()),
                parts.safety(),
                machine,
                new SignalMemory(parts.hosts()),
                power::has,
                parts.config().ownHost());
        this.engine = new Engine(
                parts.incidents(),
                machine,
                judge,
                new Teller(parts.config().notifiers(), parts.config().sendInterval()),
                parts.leadership(),
                runner,
                clock,
                mailOwed,
                told -> narrator.accept(told.incident(), told.announcement()));
        this.observing = named("umha-observer").newThread(this::observe);
        this.deciding = named("umha-engine").newThread(this::decide);
    }

    /** A probe has to be over well within the interval. */
    private static Duration probeLimit(EngineParts parts) {
        Duration half = parts.observation().sampleInterval().dividedBy(2);
        Duration limit = parts.observation().probeLimit();
        return limit.compareTo(half) < 0 ? limit : half;
    }

    public void start() {
        deciding.start();
        observing.start();
    }

    /** Where the collector hands every sample to. */
    public SampleListener sampleListener() {
        return samples;
    }

    /** The newest observation; empty before the first. */
    public Optional<Round> lastRound() {
        return Optional.ofNullable(lastRound);
    }

    /** An operator vouches that the host is off. */
    public void confirmOff(String host, String operator) {
        offer(new EngineEvent.ConfirmedOff(host, operator));
    }

    private void heard(String host, Instant at) {
        if (engine.hasIncident(host)) {
            offer(new EngineEvent.Heard(host, at));
        }
    }

    private void answered(String host, IncidentEvent.Answer answer) {
        offer(new EngineEvent.Answered(host, answer));
    }

    private void offer(EngineEvent event) {
        if (!events.offer(event)) {
            LOG.error("the engine is overrun, {} is lost", event.getClass().getSimpleName());
        }
    }

    private Set<String> answeringHosts() {
        Set<String> answering = new HashSet<>();
        lastRound()
                .ifPresent(round -> round.observations().forEach((host, seen) -> {
                    if (!seen.isBad() && !judge.neverProbed(Set.of(host)).contains(host)) {
                        answering.add(host);
                    }
                }));
        return answering;
    }

    private void observe() {
        Duration interval = parts.observation().sampleInterval();
        long next = System.nanoTime() + interval.toNanos();
        while (!closing) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            if (-wait > interval.toNanos()) {
                LOG.warn("the observer is late by {}", Duration.ofNanos(-wait));
                next = System.nanoTime();
            }
            next += interval.toNanos();
            try {
                Set<String> hosts =
                        lastRound().map(r -> r.observations().keySet()).orElse(Set.of());
                Round round = observer.observe(judge.neverProbed(hosts));
                lastRound = round;
                offer(new EngineEvent.Observed(round));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("an observation failed: a defect, the next one goes on", e);
            }
        }
    }

    private void decide() {
        long tick = parts.config().tickInterval().toNanos();
        long nextTick = System.nanoTime() + tick;
        while (!closing) {
            try {
                long wait = nextTick - System.nanoTime();
                EngineEvent event = wait > 0 ? events.poll(wait, TimeUnit.NANOSECONDS) : null;
                if (event == null) {
                    nextTick = System.nanoTime() + tick;
                    engine.handle(new EngineEvent.Ticked());
                } else if (!engine.handle(event) && !(event instanceof EngineEvent.Observed)) {
                    events.addFirst(event);
                    LockSupport.parkNanos(tick);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("an event could not be handled: a defect, the incident waits for the next one", e);
            }
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Stops deciding, lets commands that are under way end within ten seconds, and leaves no thread. */
    @Override
    public void close() {
        closing = true;
        observing.interrupt();
        deciding.interrupt();
        commands.shutdown();
        probing.shutdown();
        boolean interrupted = false;
        try {
            observing.join(STOP_WAIT.toMillis());
            deciding.join(STOP_WAIT.toMillis());
            if (!commands.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("commands are still under way; what became of them is looked up at the next start");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        commands.shutdownNow();
        probing.shutdownNow();
        watchdog.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
