package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.observation.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that the cloud would still choose as a destination although their newest observation is bad. An instance that is sent
 * to a host that died meanwhile is stuck: the cloud neither ends the migration nor says where it went. So evacuations wait
 * until such a host is isolated, well again, or known to the cloud as down; not longer than {@link #PATIENCE}, which is more
 * than the cloud needs to notice by itself. Written by the observer's thread, read by the engine's.
 */
final class DoubtfulDestinations {
    /** Nova's service_down_time is 60 s by default. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private volatile Map<String, Instant> badSince = Map.of();

    /** Takes note of a new observation. */
    void note(Round round) {
        Map<String, Instant> next = new HashMap<>();
        round.observations().forEach((host, seen) -> {
            if (wouldBeChosen(round.cloud().get(host)) && seen.isBad()) {
                next.put(host, badSince.getOrDefault(host, round.at()));
            }
        });
        badSince = Map.copyOf(next);
    }

    /**
     * What an evacuation has to wait for; empty if for nothing.
     *
     * @param source the host that is evacuated
     * @param isolated hosts that the cloud was told are dead, whether or not it was asked since
     */
    Optional<String> reasonToWait(String source, Set<String> isolated, Instant now) {
        return badSince.entrySet().stream()
                .filter(e -> !e.getKey().equals(source) && !isolated.contains(e.getKey()))
                .filter(e -> now.isBefore(e.getValue().plus(PATIENCE)))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(host -> host + " looks bad as well and the cloud might still choose it as the destination");
    }

    private static boolean wouldBeChosen(@Nullable ComputeHost listed) {
        return listed != null && listed.serviceUp() && listed.enabled() && !listed.forcedDown();
    }
}
