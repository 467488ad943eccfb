package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.safety.Fleet;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the fleet for the gates. Left out are hosts whose recovery is finished, and hosts that UMHA itself has powered off:
 * they say nothing about how many fail by themselves.
 */
final class FleetView {
    private FleetView() {}

    static Fleet of(
            Collection<HostAssessment> assessments,
            Map<String, Incident> incidents,
            Optional<String> blind,
            Optional<Instant> notCalmUntil) {
        int hosts = 0;
        int badNotOff = 0;
        int off = 0;
        for (HostAssessment assessment : assessments) {
            Incident incident = incidents.get(assessment.host());
            if (incident != null && isDealtWith(incident)) {
                continue;
            }
            hosts++;
            Observation seen = assessment.observation();
            if (seen.power() == PowerObservation.OFF && seen.liveness() != Liveness.ALIVE) {
                off++;
            } else if (seen.isBad()) {
                badNotOff++;
            }
        }
        int recovering = (int) incidents.values().stream()
                .filter(i -> i.state().isRecovering())
                .count();
        return new Fleet(hosts, badNotOff, off, recovering, blind, notCalmUntil);
    }

    private static boolean isDealtWith(Incident incident) {
        return incident.state() == IncidentState.RECOVERED
                || (incident.state().isRecovering()
                        && incident.fencing().powerOffSentAt().isPresent());
    }
}
