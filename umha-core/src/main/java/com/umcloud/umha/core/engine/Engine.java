package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentDecisions;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.Surroundings;
import com.umcloud.umha.core.incident.Transition;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.StaleEpochException;
import com.umcloud.umha.core.store.WordHeardException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies events to the open incidents: decides, writes down, and only then hands the commands out. Not safe for threads:
 * one thread calls {@link #handle}, which is one callable iteration and blocks for the database only.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** An incident whose event met a defect is taken up again after so long, as after a restart. */
    static final Duration DEFECT_PAUSE = Duration.ofSeconds(30);

    private static final int LOG_LINES = 5000;

    /** So many of the newest incidents are looked through for powers that were cut, besides the newest of each host. */
    private static final int INCIDENTS = 200;

    private final IncidentStore store;
    private final OperatorStore operatorStore;
    private final IncidentDecisions machine;
    private final RoundJudge judge;
    private final Teller teller;
    private final Leadership leadership;
    private final CommandRunner runner;
    private final InstantSource steadyClock;
    private final Outward outward;
    private final EngineDocuments documents;
    private final CloudView cloudView;
    private final OpenIncidents open = new OpenIncidents();
    private final SignsOfLife signs = new SignsOfLife();
    private final Map<String, Incident> doubtful = new HashMap<>();
    private final DoubtfulIntents doubtfulIntents = new DoubtfulIntents();
    private final Map<String, Instant> resumeAt = new HashMap<>();
    private final CurrentAnswers answers = new CurrentAnswers(open, signs);
    private final DatabaseAlarm alarm;
    private final OperatorDesk desk;
    private final StandbyWatch standby;
    private OptionalLong loadedEpoch = OptionalLong.empty();
    private OptionalLong staleEpoch = OptionalLong.empty();

    Engine(
            IncidentStore store,
            OperatorStore operatorStore,
            IncidentDecisions machine,
            RoundJudge judge,
            Teller teller,
            Leadership leadership,
            CommandRunner runner,
            InstantSource steadyClock,
            CloudView cloudView,
            Outward outward,
            EngineDocuments documents,
            Duration sampleInterval) {
        this.store = store;
        this.operatorStore = operatorStore;
        this.machine = machine;
        this.judge = judge;
        this.teller = teller;
        this.leadership = leadership;
        this.runner = runner;
        this.steadyClock = steadyClock;
        this.outward = outward;
        this.documents = documents;
        this.cloudView = cloudView;
        this.alarm = new DatabaseAlarm(teller, outward);
        this.desk = new OperatorDesk(machine, open, judge, this::apply, sampleInterval);
        this.standby = new StandbyWatch(store, judge, documents);
    }

    /** Whether the host has an open incident, so that its samples are signs of life. Any thread may ask. */
    boolean hasIncident(String host) {
        return open.openedAt().containsKey(host);
    }

    /** Whether no host is being recovered. Any thread may ask. */
    boolean isIdle() {
        return open.isIdle();
    }

    /** When the incident of each host with one was opened. Any thread may ask. */
    Map<String, Instant> openedAt() {
        return open.openedAt();
    }

    /** Hosts that UMHA itself has powered off or found off, and that have not returned. Any thread may ask. */
    Set<String> poweredOff() {
        return open.poweredOff();
    }

    /** Hosts that the cloud was told are dead. Any thread may ask. */
    Set<String> isolated() {
        return open.isolated();
    }

    /** The hosts that are evacuated, or were and have not returned, with their incidents. Any thread may ask. */
    Map<String, Incident> away() {
        return open.away();
    }

    /**
     * Handles one event.
     *
     * @return false if it could not be written down and has to be handed in again
     */
    boolean handle(EngineEvent event) {
        boolean leads = followLeadership();
        if (event instanceof EngineEvent.Observed observed) {
            return observed(observed.round(), leads);
        }
        if (!leads) {
            return true;
        }
        if (!hearOperators()) {
            return false;
        }
        Step step = new Step(steadyClock.instant(), teller);
        if (event instanceof EngineEvent.Answered answered) {
            answered(step, answered);
        } else if (event instanceof EngineEvent.Heard heard) {
            signs.note(heard.host(), new IncidentEvent.SignOfLife("a sample of its agent was heard", heard.at()));
            apply(step, heard.host(), null);
        } else if (event instanceof EngineEvent.ConfirmedOff confirmed) {
            if (open.of(confirmed.host()).isEmpty()) {
                LOG.warn("{} says that {} is off, but it has no open incident", confirmed.operator(), confirmed.host());
            }
            apply(step, confirmed.host(), new IncidentEvent.ConfirmedOff(confirmed.operator()));
        } else if (event instanceof EngineEvent.Forecasted forecasted) {
            HostAlerts.forecast(forecasted, step);
        } else if (event instanceof EngineEvent.Found found) {
            apply(step, found.host(), new IncidentEvent.InstancesFound(found.instances()));
        } else {
            tick(step);
        }
        return write(step);
    }

    private void answered(Step step, EngineEvent.Answered answered) {
        try {
            apply(step, answered.host(), answers.inTheLightOfNow(answered));
            passSlotsOn(step, answered.host());
        } catch (RuntimeException e) {
            defect(answered.host(), step.now(), e);
        }
    }

    /** The slots that an answer has freed may belong to the instances of another host. */
    private void passSlotsOn(Step step, String host) {
        for (Incident other : List.copyOf(open.all().values())) {
            if (!other.host().equals(host)
                    && other.state() == IncidentState.EVACUATING
                    && !resumeAt.containsKey(other.host())
                    && other.instances().stream().anyMatch(i -> i.mayBeAskedAt(step.now()))) {
                apply(step, other.host(), new IncidentEvent.Tick());
            }
        }
    }

    private void tick(Step step) {
        for (String host : List.copyOf(open.all().keySet())) {
            Instant due = resumeAt.get(host);
            if (due == null) {
                apply(step, host, new IncidentEvent.Tick());
            } else if (!step.now().isBefore(due)) {
                resumeAt.remove(host);
                apply(step, host, new IncidentEvent.Resumed());
            }
        }
    }

    /** Applies what is known to speak against the proof, then the event. A defect costs one event, not the incident. */
    private void apply(Step step, String host, @Nullable IncidentEvent event) {
        try {
            Incident incident = step.changedOn(host).or(() -> open.of(host)).orElse(null);
            if (incident == null) {
                return;
            }
            incident = contradict(step, incident);
            if (event != null) {
                Transition transition = machine.apply(incident, event, around(step, incident), step.now());
                step.add(Optional.of(incident), transition);
                contradict(step, transition.incident());
            }
        } catch (RuntimeException e) {
            defect(host, step.now(), e);
        }
    }

    private Surroundings around(Step step, Incident incident) {
        Surroundings seen = CloudView.matters(incident.state())
                ? cloudView.around(incident, openAfter(step), step.now())
                : Surroundings.ALONE;
        return seen.halted(desk.halt());
    }

    private Collection<Incident> openAfter(Step step) {
        if (step.changed().isEmpty()) {
            return open.all().values();
        }
        Map<String, Incident> now = new HashMap<>(open.all());
        now.putAll(step.changed());
        now.values().removeIf(i -> !i.isOpen());
        return now.values();
    }

    private Incident contradict(Step step, Incident incident) {
        Optional<IncidentEvent.SignOfLife> sign = signs.against(incident);
        if (sign.isEmpty()) {
            return incident;
        }
        Transition transition = machine.apply(incident, sign.get(), around(step, incident), step.now());
        step.add(Optional.of(incident), transition);
        return transition.incident();
    }

    private void defect(String host, Instant now, RuntimeException e) {
        LOG.error(
                "an event of the incident of {} could not be handled: a defect; it is taken up again in {}",
                host,
                DEFECT_PAUSE,
                e);
        resumeAt.put(host, now.plus(DEFECT_PAUSE));
    }

    private boolean observed(Round round, boolean leads) {
        alarm.observed(round, leads, leadership.orphaned(), steadyClock.instant());
        if (!leads) {
            standby.observed(round, steadyClock.instant());
            return true;
        }
        if (round.databaseAnswers()) {
            desk.read(round.said().orders(), round.said().words());
        }
        signs.note(round, open.all());
        if (!hearOperators()) {
            return false;
        }
        Step step = new Step(steadyClock.instant(), teller);
        List.copyOf(open.all().keySet()).forEach(host -> apply(step, host, null));
        desk.tellExpired(step);
        judge.judge(
                round, step, open, desk.orders(step.now()), doubtful, incident -> around(step, incident), this::defect);
        // what was decided without the database is decided again with the next round
        return !round.databaseAnswers() || write(step);
    }

    /** Each word in a step of its own, before anything else is decided; false if one could not be written down. */
    private boolean hearOperators() {
        for (OperatorWord word : desk.waiting()) {
            Step step = new Step(steadyClock.instant(), teller);
            desk.hear(word, step);
            if (!write(step)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the step down, then takes it over and hands its commands out. */
    private boolean write(Step step) {
        if (step.isEmpty()) {
            return true;
        }
        OptionalLong epoch = leadership.epoch();
        if (epoch.isEmpty() || !epoch.equals(loadedEpoch)) {
            return false;
        }
        doubtfulIntents.settle(step);
        try {
            store.commit(epoch.getAsLong(), step.toCommit(documents));
        } catch (StaleEpochException e) {
            LOG.error("this processor stops acting: {}", e.getMessage());
            staleEpoch = epoch;
            forget();
            return true;
        } catch (WordHeardException e) {
            desk.drop(e.wordId());
            return true;
        } catch (RuntimeException e) {
            failed(step, e);
            return false;
        }
        alarm.succeeded();
        doubtfulIntents.written(step);
        takeOver(step);
        return true;
    }

    /**
     * Nobody knows whether it was written: what is opened next for the same host goes under the same name. One that was to be
     * closed is perhaps still open.
     */
    private void failed(Step step, RuntimeException e) {
        doubtfulIntents.failed(step);
        step.changed().forEach((host, incident) -> {
            if (open.of(host).isEmpty() && incident.isOpen()) {
                doubtful.put(host, incident);
            }
        });
        teller.perhapsWritten(step.now());
        alarm.failed(e, step.now());
    }

    private void takeOver(Step step) {
        step.changed().forEach((host, incident) -> {
            Optional<Incident> before = open.of(host);
            if (before.map(b -> b.state() != incident.state()).orElse(true)) {
                LOG.info(
                        "incident {}: {} -> {}: {}",
                        incident.id(),
                        before.map(b -> b.state().name()).orElse("NEW"),
                        incident.state(),
                        incident.reason());
            }
            open.put(incident, step.now());
            doubtful.remove(host);
            if (!incident.isOpen()) {
                judge.restart(host);
                resumeAt.remove(host);
            }
        });
        if (!step.changed().isEmpty()) {
            open.publish();
            signs.retain(open.all().keySet());
        }
        step.issued().forEach(issued -> runner.run(issued.host(), issued.command()));
        teller.written();
        teller.wereMailed(step.mailed(), step.now());
        desk.wereWritten(step);
        judge.book().wereWritten(step);
        judge.wereNoted(step);
        outward.tell(step);
    }

    /** Loads the open incidents when leadership begins, forgets them when it ends; true while this processor may act. */
    private boolean followLeadership() {
        OptionalLong epoch = leadership.epoch();
        if (epoch.isEmpty() || epoch.equals(staleEpoch)) {
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
            forget();
            return load(epoch);
        } catch (RuntimeException e) {
            alarm.failed(e, steadyClock.instant());
            forget();
            return false;
        }
    }

    private boolean load(OptionalLong epoch) {
        Instant now = steadyClock.instant();
        desk.begin(operatorStore.standingOrders());
        judge.book().recall(operatorStore.judgements(), documents);
        recallFencings(now);
        List<LogRow> log = store.recentLog(Optional.empty(), LOG_LINES);
        teller.recall(log, now);
        judge.recall(log, now);
        Map<String, Incident> resumed = new HashMap<>();
        loadedEpoch = epoch;
        for (IncidentRow row : store.openIncidents()) {
            Optional<Incident> stored = read(row, now);
            Incident older = stored.map(i -> resumed.put(i.host(), i)).orElse(null);
            if (older != null && !superseded(older, row.id(), now)) {
                forget();
                return false;
            }
        }
        Step step = new Step(now, teller);
        resumed.forEach((host, stored) -> {
            open.put(stored, now);
            apply(step, host, new IncidentEvent.Resumed());
        });
        if (!write(step) || !epoch.equals(loadedEpoch)) {
            forget();
            return false;
        }
        open.publish();
        LOG.info("this processor acts now (epoch {}), {} open incidents", epoch.getAsLong(), resumed.size());
        return true;
    }

    /** When each host was fenced, and how often any was: the newest incident of a host is not the only one in its hour. */
    private void recallFencings(Instant now) {
        Instant since = now.minus(judge.memory());
        Map<String, IncidentRow> rows = new LinkedHashMap<>();
        store.latestPerHost(since).forEach(row -> rows.put(row.id(), row));
        store.recentIncidents(INCIDENTS).stream()
                .filter(row -> row.updatedAt().isAfter(since))
                .forEach(row -> rows.put(row.id(), row));
        for (IncidentRow row : rows.values()) {
            read(row, now).ifPresent(incident -> {
                open.noteCut(incident, now);
                if (!incident.isOpen()) {
                    open.noteFenced(incident);
                }
            });
        }
    }

    /** One host has one open incident; a second one is left of a transaction of unknown outcome. */
    private boolean superseded(Incident older, String newer, Instant now) {
        Step step = new Step(now, teller);
        step.add(Optional.of(older), machine.close(older, "superseded by incident " + newer, now));
        return write(step);
    }

    /** An incident that cannot be read costs its host the automatic recovery, and nobody else. */
    private Optional<Incident> read(IncidentRow row, Instant now) {
        try {
            return Optional.of(documents.incident(row.id(), row.document()));
        } catch (UmhaException e) {
            LOG.error("{}; its host {} is not fenced for the block period", e.getMessage(), row.host());
            open.noteFenced(row.host(), now);
            return Optional.empty();
        }
    }

    private void forget() {
        open.clear();
        doubtful.clear();
        doubtfulIntents.clear();
        resumeAt.clear();
        answers.clear();
        desk.clear();
        signs.retain(Set.of());
        loadedEpoch = OptionalLong.empty();
    }
}
