package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.observation.DeviceCheck;
import com.umcloud.umha.core.observation.HostInventory;
import com.umcloud.umha.core.observation.Observer;
import com.umcloud.umha.core.observation.ObserverThreads;
import com.umcloud.umha.core.observation.Probes;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.observation.SampleTracker;
import com.umcloud.umha.core.power.PowerDevices;
import com.umcloud.umha.core.telemetry.SampleListener;
import com.umcloud.umha.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine with its threads: one that observes once per interval, one that decides, and pools that run commands, probes
 * and the observer's questions. Feed it with {@link #sampleListener()}, start it once, close it once. The plugins and stores
 * that it was given stay their owner's to close.
 */
public final class UmhaEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UmhaEngine.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final EngineParts parts;
    private final SteadyClock clock = SteadyClock.system();
    private final EngineThreads threads = new EngineThreads();
    private final Inbox inbox = new Inbox();
    private final SampleTracker samples;
    private final Observer observer;
    private final RoundJudge judge;
    private final Engine engine;
    private final Thread observing;
    private final Thread deciding;
    private final CapacityWatch capacity;
    private final Thread watching;
    private final DoubtfulDestinations destinations = new DoubtfulDestinations();
    private volatile @Nullable Round lastRound;
    private volatile boolean closing;

    /**
     * An engine that is not started yet.
     *
     * @param mailOwed called after notifications were written into the outbox, on the engine's thread; must not block
     * @param direct delivers a notification without the database, for when it is the database that is away; on the
     *     engine's thread; must not block
     * @param narrator told of every announcement, on the engine's thread, after it was written down; must not block
     */
    public UmhaEngine(
            EngineParts parts,
            Runnable mailOwed,
            Consumer<Notification> direct,
            BiConsumer<Incident, Announcement> narrator) {
        this.parts = parts;
        this.samples = new SampleTracker(clock, this::heard);
        HostInventory inventory = new HostInventory(parts.hosts());
        PowerDevices power = new PowerDevices(
                parts.fenceAgent(), host -> parts.safety().hasIpmi() ? inventory.device(host) : Optional.empty());
        Probes probes = new Probes(
                parts.probe(),
                parts.observation().pingCount(),
                probeLimit(parts),
                threads.probing(),
                EngineThreads.PARALLEL,
                clock);
        this.observer = new Observer(
                parts.observation(),
                parts.evacuator(),
                inventory,
                samples,
                probes,
                power,
                new ObserverThreads(threads.questions(), threads.devices(), EngineThreads.PARALLEL),
                clock);
        IncidentMachine machine = new IncidentMachine(
                parts.recovery(),
                parts.observation().sampleInterval(),
                parts.safety().forceEvacuateWhenIpmiUnknown());
        SignalMemory memory = new SignalMemory(parts.hosts());
        this.judge = new RoundJudge(
                new Assessor(parts.assessment()),
                parts.safety(),
                machine,
                memory,
                power::has,
                parts.config().ownHost());
        BiConsumer<String, IncidentEvent.Answer> answers =
                (host, answer) -> inbox.answered(new EngineEvent.Answered(host, answer));
        SpiCommandRunner runner = new SpiCommandRunner(
                parts.evacuator(),
                power,
                new WitnessProbe(inventory, probes, new OtherHosts(memory), clock),
                parts.leadership(),
                () -> lastRound().flatMap(Round::blind),
                clock,
                new SpiCommandRunner.CommandLimits(
                        parts.observation().agentDeadline(), parts.observation().cloudDeadline()),
                threads.commands(),
                answers);
        this.capacity = new CapacityWatch(
                parts.evacuator(),
                parts.recovery(),
                parts.observation().cloudDeadline(),
                clock,
                this::lastRound,
                this::isIdle,
                inbox::forecasted);
        this.engine = new Engine(
                parts.incidents(),
                machine,
                judge,
                new Teller(parts.config().notifiers(), parts.config().sendInterval()),
                parts.leadership(),
                new PatientCommandRunner(runner, this::reasonToWait, answers),
                clock,
                new CloudView(parts.recovery(), this::lastRound, capacity::snapshot),
                new Outward(mailOwed, direct, told -> narrator.accept(told.incident(), told.announcement())));
        this.observing = EngineThreads.named("umha-observer").newThread(this::observe);
        this.deciding = EngineThreads.named("umha-engine").newThread(this::decide);
        this.watching = EngineThreads.named("umha-capacity").newThread(capacity);
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
        watching.start();
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
        if (!inbox.confirmed(new EngineEvent.ConfirmedOff(host, operator))) {
            LOG.error("{}'s word that {} is off is dropped: far too many wait", operator, host);
        }
    }

    /** Whether this processor acts and no host is being recovered. */
    private boolean isIdle() {
        return parts.leadership().epoch().isPresent() && engine.isIdle();
    }

    private void heard(String host, Instant at) {
        if (engine.hasIncident(host)) {
            inbox.heard(host, at);
        }
    }

    /** The other hosts, as the last observation saw them. */
    private final class OtherHosts implements WitnessProbe.Others {
        private final SignalMemory memory;

        OtherHosts(SignalMemory memory) {
            this.memory = memory;
        }

        @Override
        public Set<String> answering() {
            Set<String> answering = new HashSet<>();
            lastRound()
                    .ifPresent(round -> round.observations().forEach((host, seen) -> {
                        if (!seen.isBad() && memory.seenGood(host).contains(Signal.PROBE)) {
                            answering.add(host);
                        }
                    }));
            return answering;
        }

        @Override
        public Set<String> notFailedBefore(String host) {
            Map<String, Instant> openedAt = engine.openedAt();
            Instant failed = openedAt.getOrDefault(host, Instant.MIN);
            Set<String> others = new HashSet<>();
            lastRound()
                    .ifPresent(round -> round.cloud().forEach((other, listed) -> {
                        boolean failedBefore = openedAt.containsKey(other)
                                && !openedAt.get(other).isAfter(failed);
                        if (listed.enabled()
                                && !listed.forcedDown()
                                && !failedBefore
                                && memory.seenGood(other).contains(Signal.PROBE)) {
                            others.add(other);
                        }
                    }));
            others.removeAll(engine.poweredOff());
            return others;
        }

        @Override
        public boolean deviceIsItsOwn(String host) {
            return lastRound()
                    .map(round -> round.devices().get(host))
                    .map(DeviceCheck::matchesUuid)
                    .orElse(false);
        }

        @Override
        public boolean heardSince(String host, Instant time) {
            return samples.of(host).map(h -> h.lastHeard().isAfter(time)).orElse(false);
        }
    }

    private Optional<String> reasonToWait(String host) {
        return destinations.reasonToWait(host, engine.isolated(), clock.instant());
    }

    private void observe() {
        Duration interval = parts.observation().sampleInterval();
        long next = System.nanoTime() + interval.toNanos();
        boolean late = false;
        boolean failing = false;
        while (!closing) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            boolean lateNow = -wait > interval.toNanos();
            if (lateNow) {
                next = System.nanoTime();
            }
            if (lateNow && !late) {
                LOG.warn("the observer is late by {}", Duration.ofNanos(-wait));
            }
            late = lateNow;
            next += interval.toNanos();
            failing = !observeOnce(failing);
        }
    }

    /** Observes once; true if that succeeded. */
    private boolean observeOnce(boolean failedBefore) {
        try {
            Set<String> hosts = lastRound().map(r -> r.observations().keySet()).orElse(Set.of());
            Round round = observer.observe(judge.neverProbed(hosts), engine.poweredOff());
            lastRound = round;
            destinations.note(round);
            if (inbox.observed(round)) {
                LOG.debug("the engine is behind: an older observation is left out");
            }
            return true;
        } catch (InterruptedException e) {
            // only close() ends the observer, whatever a plugin throws
            return true;
        } catch (RuntimeException | Error e) {
            if (!failedBefore) {
                LOG.error("an observation failed: a defect, the next one goes on", e);
            }
            return false;
        }
    }

    private void decide() {
        long tick = parts.config().tickInterval().toNanos();
        long nextTick = System.nanoTime() + tick;
        long retryAt = System.nanoTime();
        while (!closing) {
            try {
                boolean roundsOnly = retryAt - System.nanoTime() > 0;
                EngineEvent event = inbox.next(nextTick - System.nanoTime(), roundsOnly);
                if (event == null) {
                    nextTick = System.nanoTime() + tick;
                    event = roundsOnly ? null : new EngineEvent.Ticked();
                }
                if (event != null && !closing && !engine.handle(event)) {
                    inbox.putBack(event);
                    retryAt = System.nanoTime() + RETRY.toNanos();
                }
            } catch (InterruptedException e) {
                LOG.debug("the engine's thread is ended by closing, not by interruption", e);
            } catch (RuntimeException | Error e) {
                LOG.error("an event could not be handled: a defect, the next one goes on", e);
            }
        }
    }

    /**
     * Stops deciding, lets commands that are under way end, all within about ten seconds, and leaves no thread. What became
     * of a command whose answer comes too late is looked up at the next start.
     */
    @Override
    public void close() {
        closing = true;
        capacity.close();
        inbox.close();
        observing.interrupt();
        threads.close(List.of(observing, deciding, watching));
    }
}
