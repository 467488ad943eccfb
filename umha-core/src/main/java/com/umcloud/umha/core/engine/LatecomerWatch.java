package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceRecovery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again at hosts whose instances were listed and that have not returned: the cloud may hand an instance over to a
 * host that is dead, and its lists may have lacked one. A thread of its own.
 */
final class LatecomerWatch extends Watch {
    /** How often each such host is looked at. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(LatecomerWatch.class);

    private final Evacuator cloud;
    private final KnownInstances known;
    private final Duration limit;
    private final InstantSource steadyClock;
    private final Supplier<Map<String, Incident>> away;
    private final Consumer<EngineEvent.Found> tell;
    private final Map<String, Instant> lookedAt = new HashMap<>();
    /** When hosts that are still evacuated were looked at, or first seen so: each pass lists them anyway. */
    private final Map<String, Instant> evacuated = new HashMap<>();

    /**
     * A watch that does not run yet.
     *
     * @param limit how long one call of the cloud may take
     * @param away the hosts that are evacuated, or were and have not returned, and their incidents; none while this processor does not act
     * @param tell takes what is found; called on the watch's thread
     */
    LatecomerWatch(
            Evacuator cloud,
            KnownInstances known,
            Duration limit,
            InstantSource steadyClock,
            Supplier<Map<String, Incident>> away,
            Consumer<EngineEvent.Found> tell) {
        this.cloud = cloud;
        this.known = known;
        this.limit = limit;
        this.steadyClock = steadyClock;
        this.away = away;
        this.tell = tell;
    }

    @Override
    void failed(Throwable failure) {
        LOG.error("the recovered hosts could not be looked at: a defect, the next look goes on", failure);
    }

    /** Looks at each host whose turn it is. */
    @Override
    void look() throws InterruptedException {
        Map<String, Incident> hosts = away.get();
        lookedAt.keySet().removeIf(host -> !isIn(IncidentState.RECOVERED, hosts.get(host)));
        evacuated.keySet().removeIf(host -> !isIn(IncidentState.EVACUATING, hosts.get(host)));
        for (Incident incident : hosts.values()) {
            if (!isClosing() && isDue(incident, steadyClock.instant())) {
                look(incident);
            }
        }
    }

    private static boolean isIn(IncidentState state, @Nullable Incident incident) {
        return incident != null && incident.state() == state;
    }

    private boolean isDue(Incident incident, Instant now) {
        boolean recovered = incident.state() == IncidentState.RECOVERED;
        Map<String, Instant> looks = recovered ? lookedAt : evacuated;
        Instant last = looks.get(incident.host());
        if (last != null && now.isBefore(last.plus(INTERVAL))) {
            return false;
        }
        looks.put(incident.host(), now);
        return recovered || last != null;
    }

    private void look(Incident incident) throws InterruptedException {
        try {
            String host = incident.host();
            Set<String> dealtWith =
                    incident.instances().stream().map(InstanceRecovery::id).collect(Collectors.toSet());
            List<Instance> found = known.completed(cloud, host, cloud.instancesOn(host, limit), limit).stream()
                    .filter(instance -> !dealtWith.contains(instance.id()))
                    .toList();
            if (!found.isEmpty()) {
                tell.accept(new EngineEvent.Found(host, found));
            }
        } catch (RuntimeException e) {
            LOG.warn("whether instances have come to {} cannot be found out now: {}", incident.host(), e.toString());
        }
    }
}
