package com.umcloud.umha.testkit.simulation.processor;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.engine.EngineConfig;
import com.umcloud.umha.core.engine.EngineCore;
import com.umcloud.umha.core.engine.EngineParts;
import com.umcloud.umha.core.engine.EngineWorkers;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.leadership.LeaseConfig;
import com.umcloud.umha.core.leadership.LeaseKeeper;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.telling.Outbox;
import com.umcloud.umha.core.telling.OutboxConfig;
import com.umcloud.umha.testkit.simulation.store.DatabaseConnection;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.AgendaExecutor;
import com.umcloud.umha.testkit.simulation.time.Chance;
import com.umcloud.umha.testkit.simulation.time.ProgramKilled;
import com.umcloud.umha.testkit.simulation.time.SameThreadExecutor;
import com.umcloud.umha.testkit.simulation.world.SampleConnection;
import com.umcloud.umha.testkit.simulation.world.SimulatedController;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One life of a processor, from its start to its end. */
final class ProcessorLife {
    private static final String NOTIFIER = "mail";
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration MAIL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CAPACITY_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LATECOMER_INTERVAL = Duration.ofSeconds(20);
    private static final Duration LEAST_LATENCY = Duration.ofMillis(2);
    private static final Duration MOST_LATENCY = Duration.ofMillis(120);
    private static final int PARALLEL = 64;

    private final Agenda agenda;
    private final Configuration configuration;
    private final Consumer<String> died;
    private final SimulatedController machine;
    private final AgendaExecutor threads;
    private final AgendaExecutor answers;
    private final DatabaseConnection connection;
    private final LeaseKeeper lease;
    private final Leadership leadership;
    private final EngineCore core;
    private final Outbox outbox;
    private final SampleConnection samples;
    private final List<Agenda.Planned> rhythms = new ArrayList<>();
    private Instant pausedUntil = Instant.MIN;
    private boolean delivering;
    private boolean over;

    ProcessorLife(
            String controller,
            ProcessorSurroundings surroundings,
            Configuration configuration,
            Seams seams,
            Chance chance,
            BiConsumer<Incident, Announcement> narrator,
            Consumer<String> died) {
        this.agenda = surroundings.agenda();
        this.configuration = configuration;
        this.died = died;
        this.machine = surroundings.site().controller(controller);
        this.threads = new AgendaExecutor(agenda, () -> chance.between(LEAST_LATENCY, MOST_LATENCY));
        this.answers = new AgendaExecutor(agenda, () -> chance.between(LEAST_LATENCY, MOST_LATENCY));
        this.connection = surroundings.database().connect(controller);
        Stores stores = seams.stores(controller, connection.stores());
        LeaseConfig leaseConfig = configuration.lease();
        this.lease = new LeaseKeeper(
                new LeaseConfig(controller, leaseConfig.duration(), leaseConfig.renewInterval()),
                stores.leases(),
                agenda::nanoTime);
        this.leadership = seams.leadership(controller, lease);
        this.outbox = new Outbox(
                stores.outbox(),
                Map.of(
                        NOTIFIER,
                        seams.notifier(controller, surroundings.mailbox().notifier())),
                OutboxConfig.standard(),
                machine::wallTime,
                agenda::nanoTime,
                () -> leadership.epoch().isPresent());
        EngineParts parts = new EngineParts(
                new EngineConfig(
                        controller, List.of(NOTIFIER), configuration.program().sendInterval(), TICK),
                configuration.observation(),
                configuration.assessment(),
                configuration.safety(),
                configuration.recovery(),
                seams.evacuator(controller, surroundings.cloud().apply(controller)),
                seams.fenceAgent(controller, surroundings.site().fenceAgent(controller)),
                seams.probe(controller, surroundings.site().probe(controller)),
                leadership,
                stores.incidents(),
                stores.hosts(),
                stores.operators(),
                surroundings.documents());
        this.core = new EngineCore(
                parts,
                workers(),
                agenda,
                () -> {},
                outbox::enqueueDirectly,
                narrator,
                round -> seams.seen(controller, round));
        this.samples = surroundings
                .site()
                .connect(
                        controller,
                        sample -> guarded(() -> {
                            core.sampleListener().heard(sample);
                            handleAll();
                        }));
    }

    /** Questions and readings take no time here, commands do. */
    private EngineWorkers workers() {
        SameThreadExecutor atOnce = new SameThreadExecutor();
        return new EngineWorkers(threads, threads, atOnce, atOnce, atOnce, threads, this::handIn, PARALLEL);
    }

    private void handIn(Runnable answer) {
        if (!over) {
            answers.execute(() -> guarded(() -> {
                answer.run();
                handleAll();
            }));
        }
    }

    void begin() {
        Duration interval = configuration.observation().sampleInterval();
        guarded(lease::runOnce);
        if (over) {
            return;
        }
        every(configuration.lease().renewInterval(), lease::runOnce);
        every(interval, () -> {
            uninterrupted(core::observe);
            handleAll();
        });
        every(TICK, () -> {
            core.tick();
            handleAll();
        });
        every(MAIL_INTERVAL, this::deliver);
        every(CAPACITY_INTERVAL, this::lookAtCapacity);
        every(LATECOMER_INTERVAL, () -> {
            uninterrupted(core::lookForLatecomers);
            handleAll();
        });
    }

    /** Killed in the middle of a delivery the outbox is closed behind it: closing interrupts whoever delivers. */
    private void deliver() {
        delivering = true;
        try {
            uninterrupted(() -> outbox.runOnce(machine.wallTime()));
        } finally {
            delivering = false;
            if (over) {
                outbox.close();
            }
        }
    }

    private void lookAtCapacity() {
        try {
            uninterrupted(core::lookAtCapacity);
        } catch (UmhaException e) {
            // as CapacityWatch does with its own thread: what cannot be read now is asked for again later
        }
    }

    /** What is missed while the program stands still is done once when it goes on. */
    private void every(Duration interval, Runnable action) {
        AtomicBoolean waits = new AtomicBoolean();
        rhythms.add(agenda.every(interval, () -> {
            if (waits.compareAndSet(false, true)) {
                guarded(() -> {
                    waits.set(false);
                    action.run();
                });
            }
        }));
    }

    /** A call that may be interrupted, which nobody does here. */
    @FunctionalInterface
    private interface Blocking {
        void call() throws InterruptedException;
    }

    private static void uninterrupted(Blocking call) {
        try {
            call.call();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a simulation", e);
        }
    }

    private void handleAll() {
        uninterrupted(() -> {
            boolean more = true;
            while (more && !over) {
                more = core.handleNext(Duration.ZERO);
            }
        });
    }

    /** Runs a part of the program; one that is paused goes on later, and one that dies in the middle is dead. */
    private void guarded(Runnable action) {
        if (over) {
            return;
        }
        if (agenda.instant().isBefore(pausedUntil)) {
            agenda.at(pausedUntil, () -> guarded(action));
            return;
        }
        unlessKilled(action);
    }

    private void unlessKilled(Runnable action) {
        try {
            action.run();
        } catch (ProgramKilled e) {
            kill();
            died.accept(machine.name() + " is killed " + e.getMessage());
        }
    }

    boolean isOver() {
        return over;
    }

    OptionalLong epoch() {
        return lease.epoch();
    }

    /** One that stands still already does so for at least that long. */
    void pause(Duration time) {
        Instant until = agenda.instant().plus(time);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
        threads.pauseUntil(pausedUntil);
        answers.pauseUntil(pausedUntil);
    }

    void kill() {
        if (over) {
            return;
        }
        over = true;
        threads.shutdownNow();
        answers.shutdownNow();
        samples.close();
        rhythms.forEach(Agenda.Planned::cancel);
        connection.close();
        if (!delivering) {
            outbox.close();
        }
    }

    /** What is under way is not waited for: the next processor looks up what became of it. */
    void stop() {
        if (!over) {
            unlessKilled(lease::close);
            kill();
        }
    }
}
