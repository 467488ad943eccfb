package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The open incident of each host, when each host was last fenced, and every power that was cut lately. Changed by the engine's thread only. */
final class OpenIncidents {
    private final Map<String, Incident> open = new TreeMap<>();
    private final Map<String, Instant> lastFenced = new HashMap<>();
    private final Map<String, Instant> cuts = new HashMap<>();
    private volatile Map<String, Instant> openedAt = Map.of();
    private volatile Set<String> poweredOff = Set.of();
    private volatile Set<String> isolated = Set.of();
    private volatile Map<String, Incident> away = Map.of();
    private volatile boolean idle = true;

    Optional<Incident> of(String host) {
        return Optional.ofNullable(open.get(host));
    }

    Map<String, Incident> all() {
        return open;
    }

    Map<String, Instant> lastFenced() {
        return lastFenced;
    }

    /** Hosts that are proven off and have given no sign of life since. */
    Set<String> provenOff() {
        Set<String> off = new HashSet<>();
        open.forEach((host, incident) -> {
            boolean proven = incident.state() == IncidentState.ISOLATING
                    || incident.state() == IncidentState.EVACUATING
                    || incident.state() == IncidentState.RECOVERED;
            if (proven
                    && incident.fencing().proofAt().isPresent()
                    && incident.wellSince().isEmpty()) {
                off.add(host);
            }
        });
        return off;
    }

    /** When powers were cut after that time, one time per incident. */
    List<Instant> cutsSince(Instant since) {
        cuts.values().removeIf(at -> !at.isAfter(since));
        return List.copyOf(cuts.values());
    }

    /** Counts the power that was cut in this incident, whatever became of it. */
    void noteCut(Incident incident, Instant now) {
        incident.fencing().powerOffSentAt().ifPresent(at -> cuts.put(incident.id(), at.isAfter(now) ? now : at));
    }

    /** Takes over what was written down. */
    void put(Incident incident, Instant now) {
        noteCut(incident, now);
        if (incident.isOpen()) {
            open.put(incident.host(), incident);
        } else {
            open.remove(incident.host());
            noteFenced(incident);
        }
    }

    void noteFenced(Incident incident) {
        incident.fencing().powerOffSentAt().ifPresent(at -> noteFenced(incident.host(), at));
    }

    void noteFenced(String host, Instant at) {
        lastFenced.merge(host, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    void clear() {
        open.clear();
        lastFenced.clear();
        cuts.clear();
        publish();
    }

    /** Lets other threads see it. */
    void publish() {
        Map<String, Instant> opened = new HashMap<>();
        Set<String> off = new HashSet<>();
        Set<String> told = new HashSet<>();
        Map<String, Incident> listed = new TreeMap<>();
        open.forEach((host, incident) -> {
            opened.put(host, incident.openedAt());
            if (FleetView.isKnownOff(incident)) {
                off.add(host);
            }
            if (incident.state() == IncidentState.EVACUATING || incident.state() == IncidentState.RECOVERED) {
                told.add(host);
            }
            boolean awaited = incident.state() == IncidentState.RECOVERED
                    && incident.wellSince().isEmpty();
            if (awaited || (incident.state() == IncidentState.EVACUATING && incident.listed())) {
                listed.put(host, incident);
            }
        });
        isolated = Set.copyOf(told);
        away = Collections.unmodifiableMap(listed);
        idle = open.values().stream().noneMatch(i -> i.state().isRecovering());
        openedAt = Map.copyOf(opened);
        poweredOff = Set.copyOf(off);
    }

    /** Whether no host is being recovered. Any thread may ask. */
    boolean isIdle() {
        return idle;
    }

    /** When the incident of each host with one was opened. Any thread may ask. */
    Map<String, Instant> openedAt() {
        return openedAt;
    }

    /** Hosts that UMHA itself has powered off or found off, and that have not returned. Any thread may ask. */
    Set<String> poweredOff() {
        return poweredOff;
    }

    /** Hosts that the cloud was told are dead. Any thread may ask. */
    Set<String> isolated() {
        return isolated;
    }

    /** The hosts that are evacuated, or were and have not returned, with their incidents. Any thread may ask. */
    Map<String, Incident> away() {
        return away;
    }
}
