package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentMachine;
import com.umcloud.umha.core.incident.Transition;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.StaleEpochException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies events to the open incidents: decides, writes down, and only then hands the commands out. Not safe for threads:
 * one thread calls {@link #handle}, which is one callable iteration and blocks for the database only.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final IncidentStore store;
    private final IncidentMachine machine;
    private final RoundJudge judge;
    private final Teller teller;
    private final Leadership leadership;
    private final CommandRunner runner;
    private final InstantSource steadyClock;
    private final Runnable mailOwed;
    private final Consumer<Step.Told> narrator;
    private final Map<String, Incident> open = new TreeMap<>();
    private final Map<String, Instant> lastFenced = new HashMap<>();
    private OptionalLong loadedEpoch = OptionalLong.empty();
    private boolean databaseAway;
    private volatile Set<String> openHosts = Set.of();

    /**
     * The engine over its parts.
     *
     * @param mailOwed called after a step that owes notifications was written
     * @param narrator told of every announcement after it was written
     */
    Engine(
            IncidentStore store,
            IncidentMachine machine,
            RoundJudge judge,
            Teller teller,
            Leadership leadership,
            CommandRunner runner,
            InstantSource steadyClock,
            Runnable mailOwed,
            Consumer<Step.Told> narrator) {
        this.store = store;
        this.machine = machine;
        this.judge = judge;
        this.teller = teller;
        this.leadership = leadership;
        this.runner = runner;
        this.steadyClock = steadyClock;
        this.mailOwed = mailOwed;
        this.narrator = narrator;
    }

    /** Whether the host has an open incident, so that its samples are signs of life. Any thread may ask. */
    boolean hasIncident(String host) {
        return openHosts.contains(host);
    }

    /**
     * Handles one event.
     *
     * @return false if it could not be written down and has to be handed in again
     */
    boolean handle(EngineEvent event) {
        if (!followLeadership()) {
            if (event instanceof EngineEvent.Observed observed) {
                judge.assess(observed.round());
            }
            return true;
        }
        Step step = new Step(steadyClock.instant(), teller);
        if (event instanceof EngineEvent.Observed observed) {
            judge.judge(observed.round(), step, open, lastFenced);
        } else if (event instanceof EngineEvent.Answered answered) {
            apply(step, answered.host(), answered.answer());
        } else if (event instanceof EngineEvent.Heard heard) {
            apply(step, heard.host(), new IncidentEvent.SignOfLife("a sample of its agent was heard", heard.at()));
        } else if (event instanceof EngineEvent.ConfirmedOff confirmed) {
            apply(step, confirmed.host(), new IncidentEvent.ConfirmedOff(confirmed.operator()));
        } else {
            List.copyOf(open.keySet()).forEach(host -> apply(step, host, new IncidentEvent.Tick()));
        }
        return write(step);
    }

    private void apply(Step step, String host, IncidentEvent event) {
        Incident incident = open.get(host);
        if (incident != null) {
            step.add(Optional.of(incident), machine.apply(incident, event, step.now()));
        }
    }

    /** Writes the step down, then takes it over and hands its commands out. */
    private boolean write(Step step) {
        if (!step.toCommit().isEmpty()) {
            OptionalLong epoch = leadership.epoch();
            if (epoch.isEmpty() || !epoch.equals(loadedEpoch)) {
                return false;
            }
            try {
                store.commit(epoch.getAsLong(), step.toCommit());
            } catch (StaleEpochException e) {
                LOG.error("this processor stops acting: {}", e.getMessage());
                forget();
                return true;
            } catch (UmhaException e) {
                if (!databaseAway) {
                    LOG.error(
                            "decisions cannot be written down, nothing new is done until they can: {}", e.getMessage());
                }
                databaseAway = true;
                return false;
            }
        }
        takeOver(step);
        return true;
    }

    private void takeOver(Step step) {
        if (databaseAway && !step.toCommit().isEmpty()) {
            LOG.info("decisions can be written down again");
            databaseAway = false;
        }
        step.changed().forEach((host, incident) -> {
            Incident before = open.get(host);
            if (before == null || before.state() != incident.state()) {
                LOG.info(
                        "incident {}: {} -> {}: {}",
                        incident.id(),
                        before == null ? "NEW" : before.state(),
                        incident.state(),
                        incident.reason());
            }
            if (incident.isOpen()) {
                open.put(host, incident);
            } else {
                open.remove(host);
                judge.restart(host);
                noteFenced(incident);
            }
        });
        openHosts = Set.copyOf(open.keySet());
        teller.wereMailed(step.mailed());
        step.told().forEach(narrator);
        step.issued().forEach(issued -> runner.run(issued.host(), issued.command()));
        if (step.owesMail()) {
            mailOwed.run();
        }
    }

    private void noteFenced(Incident incident) {
        incident.fencing()
                .powerOffSentAt()
                .ifPresent(at -> lastFenced.merge(incident.host(), at, (a, b) -> a.isAfter(b) ? a : b));
    }

    /** Loads the open incidents when leadership begins, forgets them when it ends; true while this processor may act. */
    private boolean followLeadership() {
        OptionalLong epoch = leadership.epoch();
        if (epoch.isEmpty()) {
            if (loadedEpoch.isPresent()) {
                LOG.warn("this processor does not hold the lease any more and stands by");
                forget();
            }
            return false;
        }
        if (epoch.equals(loadedEpoch)) {
            return true;
        }
        try {
            load(epoch);
            return true;
        } catch (UmhaException e) {
            if (!databaseAway) {
                LOG.error("open incidents cannot be read, nothing is done until they can: {}", e.getMessage());
            }
            databaseAway = true;
            forget();
            return false;
        }
    }

    private void load(OptionalLong epoch) {
        forget();
        Instant now = steadyClock.instant();
        Step step = new Step(now, teller);
        for (IncidentRow row : store.latestPerHost(now.minus(judge.blockPeriod()))) {
            noteFenced(IncidentJson.read(row.id(), row.document()));
        }
        for (IncidentRow row : store.openIncidents()) {
            Incident incident = IncidentJson.read(row.id(), row.document());
            lastFenced.remove(incident.host());
            open.put(incident.host(), incident);
            Transition resumed = machine.apply(incident, new IncidentEvent.Resumed(), now);
            step.add(Optional.of(incident), resumed);
        }
        loadedEpoch = epoch;
        LOG.info("this processor acts now (epoch {}), {} open incidents", epoch.getAsLong(), open.size());
        if (!write(step)) {
            forget();
        }
    }

    private void forget() {
        open.clear();
        openHosts = Set.of();
        lastFenced.clear();
        loadedEpoch = OptionalLong.empty();
    }
}
