package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.Candidate;
import com.umcloud.umha.core.placement.CapacityForecast;
import com.umcloud.umha.core.placement.Forecast;
import com.umcloud.umha.core.placement.Need;
import com.umcloud.umha.core.selection.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the hosts can take every few minutes, and finds out once a day whether the cloud could do without any one of
 * them. A thread of its own; asks nothing while a host is recovered, so that the cloud has its hands free.
 */
final class CapacityWatch extends Watch {
    private static final Logger LOG = LoggerFactory.getLogger(CapacityWatch.class);

    private final Evacuator cloud;
    private final KnownInstances known;
    private final RecoveryConfig config;
    private final Duration limit;
    private final InstantSource steadyClock;
    private final Supplier<Optional<Round>> lastRound;
    private final BooleanSupplier idle;
    private final Consumer<EngineEvent.Forecasted> tell;
    private volatile CapacitySnapshot snapshot = CapacitySnapshot.NONE;
    private Optional<Instant> forecastAt = Optional.empty();
    private boolean failing;

    /**
     * A watch that does not run yet.
     *
     * @param known learns which instances each host has
     * @param limit how long one call of the cloud may take
     * @param idle whether this processor acts and no host is recovered at the moment
     * @param tell takes the result of each forecast; called on the watch's thread
     */
    CapacityWatch(
            Evacuator cloud,
            KnownInstances known,
            RecoveryConfig config,
            Duration limit,
            InstantSource steadyClock,
            Supplier<Optional<Round>> lastRound,
            BooleanSupplier idle,
            Consumer<EngineEvent.Forecasted> tell) {
        this.cloud = cloud;
        this.known = known;
        this.config = config;
        this.limit = limit;
        this.steadyClock = steadyClock;
        this.lastRound = lastRound;
        this.idle = idle;
        this.tell = tell;
    }

    /** What was read last. Any thread may ask. */
    CapacitySnapshot snapshot() {
        return snapshot;
    }

    @Override
    void failed(Throwable failure) {
        if (!failing) {
            LOG.warn("the free capacity of the hosts cannot be read: {}", failure.toString());
        }
        failing = true;
        waitFor(config.placement().capacityInterval());
    }

    /** Reads what is due to be read, and makes the forecast when that is due. */
    @Override
    void look() throws InterruptedException {
        Instant now = steadyClock.instant();
        Optional<Round> round = lastRound.get().filter(r -> r.blind().isEmpty());
        if (round.isEmpty() || !idle.getAsBoolean()) {
            return;
        }
        if (!now.isBefore(snapshot.takenAt().plus(config.placement().capacityInterval()))) {
            Map<String, HostCapacity> hosts = new HashMap<>();
            cloud.capacities(limit).forEach(c -> hosts.put(c.host(), c));
            snapshot = new CapacitySnapshot(now, hosts);
            failing = false;
        }
        boolean due = forecastAt
                .map(at -> !now.isBefore(at.plus(config.placement().forecastInterval())))
                .orElse(true);
        if (due && !snapshot.hosts().isEmpty()) {
            forecast(round.get(), now).ifPresent(tell);
        }
    }

    /** Empty if a host failed while it was made: the next one is soon. */
    private Optional<EngineEvent.Forecasted> forecast(Round round, Instant now) throws InterruptedException {
        Map<String, String> shortages = new TreeMap<>();
        List<Candidate> candidates = candidates(round);
        Selector selector = new Selector(config.selection());
        for (Candidate host : candidates) {
            if (isClosing() || !idle.getAsBoolean()) {
                return Optional.empty();
            }
            List<Instance> all = cloud.instancesOn(host.host(), limit);
            known.were(host.host(), all);
            List<Instance> evacuated = all.stream()
                    .filter(i -> selector.of(i, host.aggregates()).evacuated())
                    .toList();
            if (!evacuated.isEmpty()) {
                forecast(host, evacuated, candidates)
                        .filter(f -> f.known() && !f.enough())
                        .ifPresent(f -> shortages.put(host.host(), f.text(id -> nameOf(id, evacuated))));
            }
        }
        forecastAt = Optional.of(now);
        return Optional.of(new EngineEvent.Forecasted(candidates.size(), shortages));
    }

    private Optional<Forecast> forecast(Candidate host, List<Instance> evacuated, List<Candidate> candidates)
            throws InterruptedException {
        List<Need> needs = evacuated.stream()
                .map(i -> new Need(i.id(), i.flavor().resources()))
                .toList();
        List<String> ids = evacuated.stream().map(Instance::id).toList();
        List<Candidate> sameZone =
                candidates.stream().filter(c -> c.zone().equals(host.zone())).toList();
        return Optional.of(CapacityForecast.of(needs, cloud.groupsOf(ids, limit), host.host(), sameZone));
    }

    private static String nameOf(String id, List<Instance> instances) {
        return instances.stream()
                .filter(i -> i.id().equals(id))
                .map(Instance::name)
                .findFirst()
                .orElse(id);
    }

    private List<Candidate> candidates(Round round) {
        return round.cloud().values().stream()
                .filter(h -> h.serviceUp() && h.enabled() && !h.forcedDown())
                .map(this::candidate)
                .toList();
    }

    private Candidate candidate(ComputeHost host) {
        return new Candidate(
                host.name(),
                host.zone(),
                host.aggregates(),
                Optional.ofNullable(snapshot.hosts().get(host.name())).map(HostCapacity::free),
                0);
    }
}
