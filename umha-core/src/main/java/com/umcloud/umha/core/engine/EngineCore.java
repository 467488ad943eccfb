package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.CheckedDecisions;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentDecisions;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.observation.HostInventory;
import com.umcloud.umha.core.observation.Observer;
import com.umcloud.umha.core.observation.ObserverThreads;
import com.umcloud.umha.core.observation.OperatorView;
import com.umcloud.umha.core.observation.Probes;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.observation.SampleTracker;
import com.umcloud.umha.core.power.PowerDevices;
import com.umcloud.umha.core.telemetry.SampleListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine without threads: what observes and what decides, moved on by whoever calls it. {@link #observe} may be called by
 * one thread and {@link #handleNext} and {@link #tick} by another; work that may block is handed to the workers. {@link
 * UmhaEngine} gives it real threads; a simulation gives it virtual time.
 */
public final class EngineCore {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCore.class);

    /** While nothing can be written down, so long only rounds are looked at. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final EngineParts parts;
    private final InstantSource clock;
    private final UnaryOperator<Round> view;
    private final Inbox inbox = new Inbox();
    private final SampleTracker samples;
    private final Observer observer;
    private final RoundJudge judge;
    private final Engine engine;
    private final CapacityWatch capacity;
    private final LatecomerWatch latecomers;
    private final DoubtfulDestinations destinations = new DoubtfulDestinations();
    private volatile @Nullable Round lastRound;
    private Instant retryAt = Instant.MIN;

    /**
     * An engine at rest.
     *
     * @param workers where blocking calls run
     * @param steadyClock a clock that never steps
     * @param mailOwed called after notifications were written into the outbox, by who decides; must not block
     * @param direct delivers a notification without the database, for when it is the database that is away; by who decides;
     *     must not block
     * @param narrator told of every announcement, by who decides, after it was written down; must not block
     */
    public EngineCore(
            EngineParts parts,
            EngineWorkers workers,
            InstantSource steadyClock,
            Runnable mailOwed,
            Consumer<Notification> direct,
            BiConsumer<Incident, Announcement> narrator) {
        this(parts, workers, steadyClock, mailOwed, direct, narrator, UnaryOperator.identity());
    }

    /**
     * An engine whose view is not its own, as the other constructor otherwise.
     *
     * @param view what each observation becomes before anybody acts on it, by who observes: how a simulation shows what comes of
     *     an observer that is wrong
     */
    public EngineCore(
            EngineParts parts,
            EngineWorkers workers,
            InstantSource steadyClock,
            Runnable mailOwed,
            Consumer<Notification> direct,
            BiConsumer<Incident, Announcement> narrator,
            UnaryOperator<Round> view) {
        this.clock = steadyClock;
        this.view = view;
        this.parts = parts;
        this.samples = new SampleTracker(clock, this::heard);
        HostInventory inventory = new HostInventory(parts.hosts());
        LongSupplier steadyNanos =
                () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        PowerDevices power = parts.safety().hasIpmi()
                ? new PowerDevices(parts.fenceAgent(), inventory::device, steadyNanos)
                : PowerDevices.none(parts.fenceAgent());
        Probes probes = new Probes(
                parts.probe(),
                parts.observation().pingCount(),
                probeLimit(parts),
                workers.probing(),
                workers.parallel(),
                clock);
        this.observer = new Observer(
                parts.observation(),
                parts.evacuator(),
                inventory,
                new OperatorView(parts.operators()),
                samples,
                probes,
                power,
                new ObserverThreads(workers.questions(), workers.devices(), workers.parallel()),
                clock);
        IncidentDecisions machine = new CheckedDecisions(
                new IncidentMachine(
                        parts.recovery(),
                        parts.observation().sampleInterval(),
                        parts.observation().reportInterval(),
                        parts.safety().forceEvacuateWhenIpmiUnknown()),
                parts.recovery());
        SignalMemory memory = new SignalMemory(parts.hosts());
        this.judge = new RoundJudge(
                new Assessor(parts.assessment()),
                parts.safety(),
                machine,
                memory,
                power::identity,
                parts.config().ownHost());
        BiConsumer<String, IncidentEvent.Answer> answers = (host, answer) ->
                workers.answers().execute(() -> inbox.answered(new EngineEvent.Answered(host, answer)));
        KnownInstances known = new KnownInstances();
        SpiCommandRunner runner = new SpiCommandRunner(
                parts.evacuator(),
                known,
                power,
                new WitnessProbe(
                        inventory,
                        probes,
                        new OtherHosts(memory, samples, this::lastRound, this::openedAt, this::poweredOff),
                        clock,
                        parts.observation().sampleInterval()),
                parts.leadership(),
                () -> lastRound().flatMap(Round::blind),
                clock,
                new SpiCommandRunner.CommandLimits(
                        parts.observation().agentDeadline(), parts.observation().cloudDeadline()),
                new SpiCommandRunner.CommandThreads(workers.power(), workers.cloud(), workers.watchdog()),
                answers);
        this.capacity = new CapacityWatch(
                parts.evacuator(),
                known,
                parts.recovery(),
                parts.observation().cloudDeadline(),
                clock,
                this::lastRound,
                this::isIdle,
                inbox::forecasted);
        this.latecomers = new LatecomerWatch(
                parts.evacuator(), known, parts.observation().cloudDeadline(), clock, this::away, inbox::found);
        this.engine = new Engine(
                parts.incidents(),
                parts.operators(),
                machine,
                judge,
                new Teller(parts.config().notifiers(), parts.config().sendInterval()),
                parts.leadership(),
                new PatientCommandRunner(runner, this::reasonToWait, answers),
                clock,
                new CloudView(parts.recovery(), this::lastRound, capacity::snapshot),
                new Outward(mailOwed, direct, told -> narrator.accept(told.incident(), told.announcement())),
                parts.documents(),
                parts.observation().sampleInterval());
    }

    /** A probe has to be over well within the interval. */
    private static Duration probeLimit(EngineParts parts) {
        Duration half = parts.observation().sampleInterval().dividedBy(2);
        Duration limit = parts.observation().probeLimit();
        return limit.compareTo(half) < 0 ? limit : half;
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

    private Map<String, Incident> away() {
        return engine.away();
    }

    private Map<String, Instant> openedAt() {
        return engine.openedAt();
    }

    private Set<String> poweredOff() {
        return engine.poweredOff();
    }

    private void heard(String host, Instant at) {
        if (engine.hasIncident(host)) {
            inbox.heard(host, at);
        }
    }

    private Optional<String> reasonToWait(String host) {
        return destinations.reasonToWait(host, engine.isolated(), clock.instant());
    }

    /** Hosts whose silence says nothing about this observer's view. */
    private Set<String> awayOnPurpose() {
        Set<String> away = new HashSet<>(engine.poweredOff());
        lastRound()
                .ifPresent(
                        round -> away.addAll(round.said().orders().maintenance().keySet()));
        return away;
    }

    /** Observes all hosts once and hands the round in. */
    public void observe() throws InterruptedException {
        Set<String> neverProbed = lastRound().map(judge::neverProbed).orElse(Set.of());
        Round round = view.apply(observer.observe(neverProbed, awayOnPurpose()));
        lastRound = round;
        destinations.note(round);
        if (inbox.observed(round)) {
            LOG.debug("the engine is behind: an older observation is left out");
        }
    }

    /**
     * Handles the next event.
     *
     * @param patience how long to wait for one, in real time
     * @return false if there was none
     */
    public boolean handleNext(Duration patience) throws InterruptedException {
        EngineEvent event = inbox.next(patience.toNanos(), isWaitingToRetry());
        if (event != null) {
            handle(event);
        }
        return event != null;
    }

    /** Lets time pass; called at least once per {@link EngineConfig#tickInterval}. */
    public void tick() {
        if (!isWaitingToRetry()) {
            handle(new EngineEvent.Ticked());
        }
    }

    private boolean isWaitingToRetry() {
        return clock.instant().isBefore(retryAt);
    }

    private void handle(EngineEvent event) {
        if (!engine.handle(event)) {
            inbox.putBack(event);
            retryAt = clock.instant().plus(RETRY);
        }
    }

    /** Looks at the free capacity of the hosts once, if it is time to; by a thread of its own, or in turn with the others. */
    public void lookAtCapacity() throws InterruptedException {
        capacity.look();
    }

    /** Looks once at the recovered hosts whose turn it is; by a thread of its own, or in turn with the others. */
    public void lookForLatecomers() throws InterruptedException {
        latecomers.look();
    }

    LatecomerWatch latecomers() {
        return latecomers;
    }

    CapacityWatch capacity() {
        return capacity;
    }

    /** No event comes any more. */
    void close() {
        capacity.close();
        latecomers.close();
        inbox.close();
    }
}
