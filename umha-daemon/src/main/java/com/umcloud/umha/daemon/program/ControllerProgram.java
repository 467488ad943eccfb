package com.umcloud.umha.daemon.program;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.core.collector.CollectorConfig;
import com.umcloud.umha.core.collector.UdpCollector;
import com.umcloud.umha.core.config.CollectorSettings;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.engine.EngineConfig;
import com.umcloud.umha.core.engine.EngineParts;
import com.umcloud.umha.core.engine.UmhaEngine;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.leadership.LeaseKeeper;
import com.umcloud.umha.core.reachability.ReachabilityProbes;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.jdbi.RecordExpirer;
import com.umcloud.umha.core.telemetry.SampleListener;
import com.umcloud.umha.core.telling.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controller's program: the collector, processing, or both in one process. Where it only processes, samples are read from
 * the database that another process collects into.
 */
public final class ControllerProgram implements Program {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerProgram.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofMillis(100);

    /** Which of the two it does. */
    public enum Role {
        COLLECTOR,
        PROCESSING,
        ALL;

        boolean collects() {
            return this != PROCESSING;
        }

        boolean processes() {
            return this != COLLECTOR;
        }
    }

    private final Configuration configuration;
    private final Role role;
    private final Database database;
    private final Injector injector;
    private final Stores stores;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final @Nullable UmhaEngine engine;
    private final @Nullable UdpCollector collector;

    /**
     * Assembles the program; nothing runs yet.
     *
     * @param narrator told of every announcement; must not block
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION if a plugin or setting cannot be used
     */
    public ControllerProgram(LoadedProgram loaded, Role role, BiConsumer<Incident, Announcement> narrator) {
        this.configuration = loaded.configuration();
        this.role = role;
        this.database = Databases.open(configuration);
        closing.push(database);
        this.injector = Guice.createInjector(new ControllerModule(loaded, database));
        try {
            Assembly assembly = new Assembly(injector);
            Optional<Stores> made = assembly.make(Stores.class);
            assembly.throwIfProblems();
            this.stores = made.orElseThrow();
            this.engine = role.processes() ? engine(narrator) : null;
            this.collector = role.collects() ? collector() : null;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private UmhaEngine engine(BiConsumer<Incident, Announcement> narrator) {
        Assembly assembly = new Assembly(injector);
        Optional<Evacuator> madeEvacuator = assembly.make(Evacuator.class);
        madeEvacuator.ifPresent(closing::push);
        Optional<FenceAgent> madeFenceAgent = assembly.make(FenceAgent.class);
        madeFenceAgent.ifPresent(closing::push);
        Optional<Outbox> madeOutbox = assembly.make(Outbox.class);
        madeOutbox.ifPresent(closing::push);
        assembly.throwIfProblems();
        Evacuator evacuator = madeEvacuator.orElseThrow();
        FenceAgent fenceAgent = madeFenceAgent.orElseThrow();
        Outbox outbox = madeOutbox.orElseThrow();
        LeaseKeeper lease = injector.getInstance(LeaseKeeper.class);
        closing.push(lease);
        EngineParts parts = new EngineParts(
                new EngineConfig(
                        configuration.hostName(),
                        configuration.program().notifiers(),
                        configuration.program().sendInterval(),
                        TICK),
                configuration.observation(),
                configuration.assessment(),
                configuration.safety(),
                configuration.recovery(),
                evacuator,
                fenceAgent,
                ReachabilityProbes.forMethod(configuration.observation().probe()),
                lease,
                stores.incidents(),
                stores.hosts(),
                stores.operators());
        UmhaEngine made = new UmhaEngine(parts, outbox::wake, outbox::enqueueDirectly, narrator);
        closing.push(made);
        return made;
    }

    private UdpCollector collector() {
        CollectorSettings settings = configuration.collector();
        CollectorConfig config = new CollectorConfig(
                settings.udpAddress(),
                settings.udpPort(),
                List.of(settings.telemetrySecret()),
                settings.queueCapacity(),
                settings.batchSize(),
                settings.batchDelay(),
                settings.drainLimit());
        List<SampleListener> listeners = engine == null ? List.of() : List.of(engine.sampleListener());
        UdpCollector made = new UdpCollector(
                config, stores.samples(), listeners, injector.getInstance(InstantSource.class), System::nanoTime);
        closing.push(made);
        return made;
    }

    @Override
    public void start() {
        if (configuration.collector().telemetrySecret().isEmpty()) {
            LOG.error("[publisher] telemetry_secret is empty: samples are stored and judge nobody");
        }
        if (collector != null) {
            persist("listen for samples", collector::start);
        }
        if (engine != null) {
            injector.getInstance(Outbox.class).start();
            engine.start();
        }
        if (!configuration.safety().reallyEvacuate() && engine != null) {
            LOG.warn("really_evacuate = false: outages are decided and told, nothing is powered off or evacuated");
        }
        persist("use the tables of " + database.url(), this::useTables);
        LOG.info("umha {} is running", role.name().toLowerCase(Locale.ROOT));
    }

    /** What needs tables that this program knows: without the lease nothing acts. */
    private void useTables() {
        Databases.requireTables(database, configuration);
        if (engine == null) {
            return;
        }
        LeaseKeeper lease = injector.getInstance(LeaseKeeper.class);
        lease.start();
        RecordExpirer expirer = new RecordExpirer(database, injector.getInstance(InstantSource.class));
        configuration.keepRecords().ifPresent(keep -> prune(new RecordPruning(expirer, keep, lease)));
        if (collector == null) {
            StoredSampleFeed feed = new StoredSampleFeed(
                    stores.sampleReader(),
                    engine.sampleListener(),
                    !configuration.collector().telemetrySecret().isEmpty(),
                    configuration.observation().sampleInterval(),
                    injector.getInstance(InstantSource.class));
            synchronized (closing) {
                closing.push(feed);
            }
            feed.start();
        }
    }

    private void prune(RecordPruning pruning) {
        synchronized (closing) {
            closing.push(pruning);
        }
        pruning.start();
    }

    private void persist(String what, Runnable attempt) {
        Persistent persistent = new Persistent(what, RETRY, attempt);
        synchronized (closing) {
            closing.push(persistent);
        }
        persistent.start();
    }

    /** The engine; empty if this program does not process. */
    public Optional<UmhaEngine> engine() {
        return Optional.ofNullable(engine);
    }

    public Stores stores() {
        return stores;
    }

    @Override
    public void close() {
        for (AutoCloseable next = next(); next != null; next = next()) {
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("while stopping: {}", e.toString());
            }
        }
        LOG.info("umha {} has stopped", role.name().toLowerCase(Locale.ROOT));
    }

    /** What was made last is closed first. */
    private @Nullable AutoCloseable next() {
        synchronized (closing) {
            return closing.poll();
        }
    }
}
