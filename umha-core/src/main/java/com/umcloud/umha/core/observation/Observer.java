package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.failure.UmhaException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every host once per interval: what its agent said, and, where that is not enough, probes, its fence device and
 * the cloud's own view. {@link #observe} is one callable iteration; it blocks for at most about the longest limit of the
 * calls that it makes. Called by one thread.
 */
public final class Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    /** A sample that comes this share of an interval late still belongs to it. */
    private static final double SLACK = 0.2;

    private static final int NEIGHBOURS = 3;

    private final ObservationConfig config;
    private final Evacuator cloud;
    private final HostInventory inventory;
    private final SampleTracker samples;
    private final Probes probes;
    private final DeviceTracker devices;
    private final Executor executor;
    private final InstantSource steadyClock;
    private final CloudReports reports = new CloudReports();
    private final Duration callLimit;
    private Map<String, ComputeHost> cloudHosts = Map.of();
    private boolean cloudAnswered = true;

    public Observer(
            ObservationConfig config,
            Evacuator cloud,
            HostInventory inventory,
            SampleTracker samples,
            Probes probes,
            PowerDevices power,
            Executor executor,
            InstantSource steadyClock) {
        this.config = config;
        this.cloud = cloud;
        this.inventory = inventory;
        this.samples = samples;
        this.probes = probes;
        this.executor = executor;
        this.steadyClock = steadyClock;
        this.callLimit = min(
                config.agentDeadline(), config.sampleInterval().multipliedBy(4).dividedBy(5));
        this.devices = new DeviceTracker(power, callLimit);
    }

    /**
     * Observes all hosts for the interval that ends now.
     *
     * @param neverProbed hosts that never answered a probe yet: probed although they are well, to learn that they can be
     */
    public Round observe(Set<String> neverProbed) throws InterruptedException {
        Instant now = steadyClock.instant();
        boolean databaseAnswers = inventory.refresh();
        refreshCloud();
        devices.forgetMissing(inventory.devices().keySet());
        Set<String> hosts = new TreeSet<>(cloudHosts.keySet());
        hosts.addAll(inventory.storageAddresses().keySet());
        samples.retain(hosts);

        Instant from = now.minus(config.sampleInterval())
                .minusMillis((long) (config.sampleInterval().toMillis() * SLACK));
        Set<String> silent = new TreeSet<>();
        for (String host : hosts) {
            if (samples.of(host).filter(h -> h.lastHeard().isAfter(from)).isEmpty()) {
                silent.add(host);
            }
        }
        Map<String, Probes.Answer> answers = probes.probe(addressesToProbe(hosts, silent, neverProbed));
        View view = new View(now, from, hosts, silent, answers, networkWorks(silent, answers));
        return compose(view, databaseAnswers);
    }

    /** What is known before the devices are asked. */
    private record View(
            Instant now,
            Instant from,
            Set<String> hosts,
            Set<String> silent,
            Map<String, Probes.Answer> answers,
            boolean networkWorks) {}

    private Round compose(View view, boolean databaseAnswers) {
        Map<String, CompletableFuture<Observation>> running = new TreeMap<>();
        for (String host : view.hosts()) {
            running.put(host, CompletableFuture.supplyAsync(() -> observation(host, view), executor));
        }
        Map<String, Observation> observations = new HashMap<>();
        Map<String, DeviceCheck> checks = new HashMap<>();
        Map<String, List<IncidentEvent.SignOfLife>> signs = new HashMap<>();
        Set<String> advanced = new HashSet<>();
        running.forEach((host, future) -> {
            observations.put(host, future.join());
            devices.of(host).ifPresent(check -> checks.put(host, check));
            List<IncidentEvent.SignOfLife> found = signs(host, view);
            if (!found.isEmpty()) {
                signs.put(host, found);
            }
            if (view.silent().contains(host) && reportAdvanced(host, view.now())) {
                advanced.add(host);
            }
        });
        Optional<String> blind = SelfDoubt.of(
                cloudAnswered,
                databaseAnswers,
                view.hosts().size(),
                view.silent().size(),
                (int) observations.values().stream()
                        .filter(o -> o.liveness() == Liveness.SILENT)
                        .count(),
                view.networkWorks() || !silentOnesWereProbed(view),
                samples.lastHeardFromAnyone().isPresent());
        return new Round(view.now(), cloudHosts, observations, advanced, checks, signs, blind);
    }

    private void refreshCloud() throws InterruptedException {
        Instant asked = steadyClock.instant();
        try {
            List<ComputeHost> hosts = cloud.hosts(config.cloudDeadline());
            Map<String, ComputeHost> byName = new TreeMap<>();
            hosts.forEach(h -> byName.put(h.name(), h));
            cloudHosts = byName;
            reports.seen(hosts, asked);
            if (!cloudAnswered) {
                LOG.info("the cloud answers again");
            }
            cloudAnswered = true;
        } catch (RuntimeException e) {
            if (cloudAnswered) {
                LOG.error(
                        "the cloud cannot be asked for its hosts; nobody is fenced until it answers: {}",
                        e.getMessage());
                if (!(e instanceof UmhaException)) {
                    LOG.error("the evacuator failed with an exception of its own: a defect of it", e);
                }
            }
            cloudAnswered = false;
        }
    }

    /** The silent ones, those that were never probed, and, if anyone is silent, witnesses that the network works. */
    private Set<String> addressesToProbe(Set<String> hosts, Set<String> silent, Set<String> neverProbed) {
        Set<String> addresses = new TreeSet<>();
        int neighbours = 0;
        for (String host : hosts) {
            Optional<String> address = inventory.storageAddress(host);
            boolean neighbour = !silent.isEmpty() && !silent.contains(host) && neighbours < NEIGHBOURS;
            if (address.isPresent() && (silent.contains(host) || neverProbed.contains(host) || neighbour)) {
                addresses.add(address.get());
                neighbours += neighbour ? 1 : 0;
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
        inventory.storageAddresses().forEach((host, address) -> {
            if (!silent.contains(host)) {
                others.add(address);
            }
        });
        return Probes.any(answers, others) && Probes.any(answers, config.storageServers());
    }

    private boolean silentOnesWereProbed(View view) {
        return !config.storageServers().isEmpty()
                && view.silent().stream()
                        .flatMap(h -> inventory.storageAddress(h).stream())
                        .map(view.answers()::get)
                        .anyMatch(a -> a != null && a.tried());
    }

    private Observation observation(String host, View view) {
        Optional<HeardHost> heard = samples.of(host);
        boolean silent = view.silent().contains(host);
        Optional<Probes.Answer> probe = inventory.storageAddress(host).map(view.answers()::get);
        boolean probed = probe.map(Probes.Answer::answered).orElse(false);
        Liveness liveness = liveness(host, silent, probe, view.now());
        StorageReading storage = storage(heard, view, silent, probe);
        return new Observation(
                view.now(),
                storage,
                liveness,
                probed,
                power(host, heard, liveness, storage, view.now()),
                meter(heard, view.from(), ObservedMeters.BUSINESS_CONNECTIVITY),
                meter(heard, view.from(), ObservedMeters.PATH_ACCESS_OK));
    }

    private Liveness liveness(String host, boolean silent, Optional<Probes.Answer> probe, Instant now) {
        if (!silent
                || probe.map(Probes.Answer::answered).orElse(false)
                || (cloudAnswered && reportAdvanced(host, now))) {
            return Liveness.ALIVE;
        }
        return probe.map(Probes.Answer::tried).orElse(false) ? Liveness.SILENT : Liveness.MISSING;
    }

    private boolean reportAdvanced(String host, Instant now) {
        Instant silentSince = samples.of(host).map(HeardHost::lastHeard).orElse(Instant.EPOCH);
        return reports.advancedSince(host, silentSince, now, config.sampleInterval());
    }

    private static StorageReading storage(
            Optional<HeardHost> heard, View view, boolean silent, Optional<Probes.Answer> probe) {
        Optional<HeardHost.MeterValue> sample =
                heard.flatMap(h -> h.since(view.from(), ObservedMeters.STORAGE_CONNECTIVITY));
        if (sample.isPresent()) {
            return sample.get().volume() >= 1 ? StorageReading.OK : StorageReading.LOST;
        }
        boolean unanswered = probe.map(p -> p.tried() && !p.answered()).orElse(false);
        return silent && unanswered && view.networkWorks() ? StorageReading.UNREACHABLE : StorageReading.MISSING;
    }

    private PowerObservation power(
            String host, Optional<HeardHost> heard, Liveness liveness, StorageReading storage, Instant now) {
        boolean suspicious =
                liveness != Liveness.ALIVE || storage == StorageReading.LOST || storage == StorageReading.UNREACHABLE;
        try {
            if (suspicious && devices.isUsable(host)) {
                return devices.read(host);
            }
            if (!suspicious && devices.isDue(host, now, config.deviceCheckInterval())) {
                return devices.check(host, heard.flatMap(HeardHost::systemUuid), now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return PowerObservation.NOT_ASKED;
    }

    private static MeterReading meter(Optional<HeardHost> heard, Instant from, String meter) {
        return heard.flatMap(h -> h.since(from, meter))
                .map(v -> v.volume() >= 1 ? MeterReading.OK : MeterReading.LOST)
                .orElse(MeterReading.MISSING);
    }

    private List<IncidentEvent.SignOfLife> signs(String host, View view) {
        List<IncidentEvent.SignOfLife> signs = new ArrayList<>();
        inventory
                .storageAddress(host)
                .map(view.answers()::get)
                .filter(Probes.Answer::answered)
                .ifPresent(a -> signs.add(new IncidentEvent.SignOfLife("its storage address answers", a.at())));
        reports.reportedAfter(host)
                .ifPresent(
                        at -> signs.add(new IncidentEvent.SignOfLife("its compute service reported to the cloud", at)));
        return signs;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
