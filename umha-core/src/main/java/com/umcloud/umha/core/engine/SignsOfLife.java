package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The newest sign of life of each host with an incident. Kept, so that one that came before the reading that it contradicts
 * was back, or while nothing could be written down, still counts. Used by the engine's thread.
 */
final class SignsOfLife {
    /** Datagrams that were under way when the power went. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(500);

    private final Map<String, IncidentEvent.SignOfLife> newest = new HashMap<>();

    void note(String host, IncidentEvent.SignOfLife sign) {
        newest.merge(host, sign, (a, b) -> b.at().isAfter(a.at()) ? b : a);
    }

    /** @param open the open incidents, by host */
    void note(Round round, Map<String, Incident> open) {
        open.forEach((host, incident) -> round.signs().getOrDefault(host, List.of()).stream()
                .filter(sign -> concerns(incident, sign))
                .forEach(sign -> note(host, sign)));
    }

    /** A device that the incident is not bound to may be another host's. */
    private static boolean concerns(Incident incident, IncidentEvent.SignOfLife sign) {
        Optional<String> bound = incident.fencing().evidence().device().map(DeviceBinding::identity);
        return sign.device().isEmpty() || bound.isEmpty() || bound.equals(sign.device());
    }

    /** The sign that contradicts the incident's proof that its host is off; empty if none does. */
    Optional<IncidentEvent.SignOfLife> against(Incident incident) {
        return incident.fencing().proofAt().flatMap(proof -> after(incident.host(), proof));
    }

    /** A sign that was given after something was read. */
    Optional<IncidentEvent.SignOfLife> after(String host, Instant read) {
        return Optional.ofNullable(newest.get(host)).filter(s -> s.at().isAfter(read.plus(IN_FLIGHT)));
    }

    void retain(Set<String> hosts) {
        newest.keySet().retainAll(hosts);
    }
}
