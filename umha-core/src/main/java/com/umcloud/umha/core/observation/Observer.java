package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.power.PowerDevices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every host once per interval: what its agent said, and, where that is not enough, probes, its fence device and
 * the cloud's own view. {@link #observe} is one callable iteration; cloud, database, probes and devices that hang are not
 * waited for beyond their limits. Called by one thread.
 */
public final class Observer {
    /** A sample that comes this share of an interval late still belongs to it. */
    private static final double SLACK = 0.2;

    /** No scheduler and no garbage collector keeps a program waiting for so long. */
    private static final Duration STANDSTILL = Duration.ofSeconds(10);

    private static final int NEIGHBOURS = 3;

    /** How old the last reading of the database may become while the next is under way. */
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(5);

    private final ObservationConfig config;
    private final HostInventory inventory;
    private final OperatorView operators;
    private final SampleTracker samples;
    private final Probes probes;
    private final DeviceTracker devices;
    private final PowerSurvey survey;
    private final InstantSource steadyClock;
    private final CloudWatch cloud;
    private final Question<Optional<String>> database;
    private final Duration patience;
    private final Duration slack;
    private final Duration reportDue;
    /** The storage addresses by which hosts are probed in this observation. */
    private Map<String, String> knownAddresses = Map.of();

    private @Nullable Instant observedAt;
    private Instant databaseReadAt;
    private Optional<String> databaseTrouble = Optional.of("the database was not read yet");

    public Observer(
            ObservationConfig config,
            Evacuator evacuator,
            HostInventory inventory,
            OperatorView operators,
            SampleTracker samples,
            Probes probes,
            PowerDevices power,
            ObserverThreads threads,
            InstantSource steadyClock) {
        this.config = config;
        this.inventory = inventory;
        this.operators = operators;
        this.samples = samples;
        this.probes = probes;
        this.steadyClock = steadyClock;
        Duration callLimit = min(
                config.agentDeadline(), config.sampleInterval().multipliedBy(4).dividedBy(5));
        this.devices = new DeviceTracker(power, callLimit, steadyClock);
        this.survey = new PowerSurvey(devices, threads, callLimit, config.deviceCheckInterval());
        this.cloud = new CloudWatch(evacuator, config.cloudDeadline(), threads.questions(), steadyClock);
        this.database = new Question<>(
                () -> inventory.refresh().or(operators::refresh),
                threads.questions(),
                config.cloudDeadline(),
                steadyClock);
        this.patience = config.sampleInterval().dividedBy(2);
        this.slack = Duration.ofMillis((long) (config.sampleInterval().toMillis() * SLACK));
        this.reportDue = config.reportInterval().multipliedBy(3).dividedBy(2);
        this.databaseReadAt = steadyClock.instant();
    }

    /**
     * Observes all hosts for the interval that ends now.
     *
     * @param neverProbed hosts that never answered a probe yet: probed although they are well, to learn that they can be
     * @param poweredOff hosts that UMHA itself has powered off, or somebody works on: their silence says nothing about this
     *     observer's view, and their power is read whatever that is
     */
    public Round observe(Set<String> neverProbed, Set<String> poweredOff) throws InterruptedException {
        Duration stoodStill = stoodStill();
        try {
            return observe(neverProbed, poweredOff, stoodStill);
        } finally {
            observedAt = steadyClock.instant();
        }
    }

    /** Between two observations nothing is done for so long only if the whole program was kept from it. */
    private Duration stoodStill() {
        if (observedAt == null) {
            return Duration.ZERO;
        }
        Duration pause = Duration.between(observedAt, steadyClock.instant());
        Duration usual = config.sampleInterval().multipliedBy(2);
        boolean tooLong = pause.compareTo(usual) > 0 && pause.compareTo(STANDSTILL) > 0;
        return tooLong ? pause : Duration.ZERO;
    }

    private Round observe(Set<String> neverProbed, Set<String> poweredOff, Duration stoodStill)
            throws InterruptedException {
        cloud.look(patience);
        readDatabase();
        Instant now = steadyClock.instant();
        devices.use(inventory.devices());
        Set<String> hosts = new TreeSet<>(cloud.hosts().keySet());
        Map<String, String> addresses = inventory.storageAddresses();
        hosts.addAll(addresses.keySet());
        samples.watch(hosts, addresses);

        Instant from = now.minus(config.sampleInterval()).minus(slack);
        Set<String> unheard = new TreeSet<>();
        for (String host : hosts) {
            if (samples.of(host).filter(h -> h.lastHeard().isAfter(from)).isEmpty()) {
                unheard.add(host);
            }
        }
        Set<String> unproven = new HashSet<>(neverProbed);
        addresses.forEach((host, address) -> {
            if (!address.equals(knownAddresses.get(host))) {
                unproven.add(host);
            }
        });
        knownAddresses = addresses;
        Map<String, Probes.Answer> answers = probes.probe(addressesToProbe(hosts, unheard, unproven));
        boolean works = networkWorks(unheard, answers);
        boolean reachesOthers =
                config.storageServers().isEmpty() ? reachesNeighbours(unheard, unproven, answers) : works;
        return compose(
                new View(now, from, stoodStill, hosts, addresses, unheard, answers, works, reachesOthers), poweredOff);
    }

    /**
     * What is known before the devices are asked.
     *
     * @param networkWorks whether another host and a storage server were reached on the storage network
     * @param reachesOthers the same, or without a list of storage servers: whether any host that should answer did
     */
    private record View(
            Instant now,
            Instant from,
            Duration stoodStill,
            Set<String> hosts,
            Map<String, String> addresses,
            Set<String> unheard,
            Map<String, Probes.Answer> answers,
            boolean networkWorks,
            boolean reachesOthers) {
        Optional<Probes.Answer> answerOf(String host) {
            return Optional.ofNullable(addresses.get(host)).map(answers::get);
        }
    }

    private void readDatabase() throws InterruptedException {
        Question.Outcome<Optional<String>> outcome = database.ask(patience);
        if (outcome.value().isPresent()) {
            databaseTrouble = outcome.value().get();
            databaseReadAt = outcome.askedAt();
        } else if (outcome.failure().isPresent()) {
            databaseTrouble = Optional.of(
                    "the database could not be read: " + outcome.failure().get());
        } else if (steadyClock.instant().isAfter(databaseReadAt.plus(DATABASE_PATIENCE))) {
            databaseTrouble = Optional.of("the database does not answer");
        }
    }

    private Round compose(View view, Set<String> poweredOff) throws InterruptedException {
        Map<String, Observation> observations = new TreeMap<>();
        for (String host : view.hosts()) {
            observations.put(host, observation(host, view));
        }
        Optional<String> blind = selfDoubt(view, observations, poweredOff).reason();
        // whose power comes back has to be known whatever else is seen: what is evacuated may run twice
        Map<String, Observation> asked = new TreeMap<>(observations);
        if (blind.isPresent()) {
            asked.keySet().retainAll(poweredOff);
        }
        survey.ask(asked, view.now(), this::aliveAt, host -> samples.of(host).flatMap(HeardHost::systemUuid));
        observations.putAll(asked);
        Map<String, DeviceCheck> checks = new LinkedHashMap<>();
        Map<String, List<IncidentEvent.SignOfLife>> signs = new LinkedHashMap<>();
        Set<String> advanced = new HashSet<>();
        Set<String> awaited = new HashSet<>();
        Map<String, Instant> reportedAfter = new HashMap<>();
        observations.forEach((host, seen) -> {
            devices.of(host).ifPresent(check -> checks.put(host, check));
            List<IncidentEvent.SignOfLife> found = signs(host, view, seen);
            if (!found.isEmpty()) {
                signs.put(host, found);
            }
            cloud.reportedAfter(host).ifPresent(at -> reportedAfter.put(host, at));
            if (view.unheard().contains(host) && reportAdvanced(host, view.now())) {
                advanced.add(host);
            } else if (cloud.isAwaited(host, reportDue)) {
                awaited.add(host);
            }
        });
        return new Round(
                view.now(),
                cloud.hosts(),
                cloud.readAt(),
                view.addresses(),
                observations,
                advanced,
                awaited,
                reportedAfter,
                checks,
                inventory.devices().keySet(),
                signs,
                databaseTrouble.isEmpty(),
                blind,
                operators.said());
    }

    private SelfDoubt selfDoubt(View view, Map<String, Observation> observations, Set<String> poweredOff) {
        int inService = 0;
        int silent = 0;
        for (Map.Entry<String, Observation> entry : observations.entrySet()) {
            ComputeHost listed = cloud.hosts().get(entry.getKey());
            boolean outOfService =
                    listed == null || !listed.enabled() || listed.forcedDown() || poweredOff.contains(entry.getKey());
            if (!outOfService) {
                inService++;
                silent += entry.getValue().liveness() == Liveness.SILENT ? 1 : 0;
            }
        }
        List<Probes.Answer> wanted =
                view.unheard().stream().flatMap(h -> view.answerOf(h).stream()).toList();
        boolean probesWork = wanted.isEmpty() || wanted.stream().anyMatch(Probes.Answer::tried);
        return new SelfDoubt(
                cloud.answers(),
                databaseTrouble,
                view.stoodStill(),
                view.hosts().size(),
                view.unheard().size(),
                inService,
                silent,
                view.reachesOthers() || wanted.isEmpty(),
                probesWork,
                samples.everHeard());
    }

    /** The silent ones, those that were never probed, and, if anyone is silent, witnesses that the network works. */
    private Set<String> addressesToProbe(Set<String> hosts, Set<String> silent, Set<String> neverProbed) {
        Set<String> addresses = new TreeSet<>();
        int neighbours = 0;
        for (String host : hosts) {
            Optional<String> address = Optional.ofNullable(knownAddresses.get(host));
            if (address.isEmpty()) {
                continue;
            }
            if (silent.contains(host) || neverProbed.contains(host)) {
                addresses.add(address.get());
            } else if (!silent.isEmpty() && neighbours < NEIGHBOURS) {
                addresses.add(address.get());
                neighbours++;
            }
        }
        if (!silent.isEmpty()) {
            addresses.addAll(config.storageServers());
        }
        return addresses;
    }

    /** Whether this controller reaches another host and a storage server on the storage network. */
    private boolean networkWorks(Set<String> silent, Map<String, Probes.Answer> answers) {
        List<String> others = new ArrayList<>();
        knownAddresses.forEach((host, address) -> {
            if (!silent.contains(host)) {
                others.add(address);
            }
        });
        return Probes.any(answers, others) && Probes.any(answers, config.storageServers());
    }

    /** Whether one of the living hosts that are known to answer probes did, or there is none to be asked. */
    private boolean reachesNeighbours(Set<String> silent, Set<String> neverProbed, Map<String, Probes.Answer> answers) {
        List<String> neighbours = new ArrayList<>();
        knownAddresses.forEach((host, address) -> {
            if (!silent.contains(host) && !neverProbed.contains(host) && answers.containsKey(address)) {
                neighbours.add(address);
            }
        });
        return neighbours.isEmpty() || Probes.any(answers, neighbours);
    }

    /** Everything but the power. */
    private Observation observation(String host, View view) {
        Optional<HeardHost> heard = samples.of(host);
        boolean unheard = view.unheard().contains(host);
        Optional<Probes.Answer> probe = view.answerOf(host);
        return new Observation(
                view.now(),
                storage(heard, view, unheard, probe),
                liveness(host, unheard, probe, view.now()),
                probe.map(Probes.Answer::answered).orElse(false),
                PowerObservation.NOT_ASKED,
                meter(heard, view.from(), ObservedMeters.BUSINESS_CONNECTIVITY),
                meter(heard, view.from(), ObservedMeters.PATH_ACCESS_OK));
    }

    private Liveness liveness(String host, boolean unheard, Optional<Probes.Answer> probe, Instant now) {
        if (!unheard
                || probe.map(Probes.Answer::answered).orElse(false)
                || (cloud.answers() && reportAdvanced(host, now))) {
            return Liveness.ALIVE;
        }
        return probe.map(Probes.Answer::tried).orElse(false) ? Liveness.SILENT : Liveness.MISSING;
    }

    private boolean reportAdvanced(String host, Instant now) {
        Instant silentSince = samples.of(host).map(HeardHost::lastHeard).orElse(Instant.EPOCH);
        return cloud.advancedSince(host, silentSince, now, config.sampleInterval());
    }

    private static StorageReading storage(
            Optional<HeardHost> heard, View view, boolean unheard, Optional<Probes.Answer> probe) {
        Optional<HeardHost.MeterValue> sample =
                heard.flatMap(h -> h.since(view.from(), ObservedMeters.STORAGE_CONNECTIVITY));
        if (sample.isPresent()) {
            return sample.get().volume() >= 1 ? StorageReading.OK : StorageReading.LOST;
        }
        boolean unanswered = probe.map(p -> p.tried() && !p.answered()).orElse(false);
        return unheard && unanswered && view.networkWorks() ? StorageReading.UNREACHABLE : StorageReading.MISSING;
    }

    private static MeterReading meter(Optional<HeardHost> heard, Instant from, String meter) {
        return heard.flatMap(h -> h.since(from, meter))
                .map(v -> v.volume() >= 1 ? MeterReading.OK : MeterReading.LOST)
                .orElse(MeterReading.MISSING);
    }

    /** When the host gave its newest sign of life: a sample that was heard, or the probe of this round. */
    private Instant aliveAt(String host, Observation seen) {
        Instant heard = samples.of(host).map(HeardHost::lastHeard).orElse(Instant.EPOCH);
        // the probe was answered after the cloud and the database were asked, that is, after the round's time
        return seen.probed() && seen.at().isAfter(heard) ? seen.at() : heard;
    }

    private List<IncidentEvent.SignOfLife> signs(String host, View view, Observation seen) {
        List<IncidentEvent.SignOfLife> signs = new ArrayList<>();
        view.answerOf(host)
                .filter(Probes.Answer::answered)
                .ifPresent(a -> signs.add(new IncidentEvent.SignOfLife("its storage address answers", a.at())));
        cloud.reportedAfter(host)
                .ifPresent(
                        at -> signs.add(new IncidentEvent.SignOfLife("its compute service reported to the cloud", at)));
        if (seen.power() == PowerObservation.ON) {
            // the device was asked after the round's time
            signs.add(new IncidentEvent.SignOfLife("its power reads on", view.now(), devices.identity(host)));
        }
        return signs;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
