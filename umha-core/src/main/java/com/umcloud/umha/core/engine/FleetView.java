package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
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
import org.jspecify.annotations.Nullable;

/**
 * Counts the fleet for the gates. Left out are hosts whose recovery is finished, hosts that UMHA itself has powered off, and
 * those that an operator has taken out of service: they say nothing about how many fail by themselves.
 */
final class FleetView {
    private FleetView() {}

    static Fleet of(
            Collection<HostAssessment> assessments,
            Map<String, ComputeHost> cloud,
            Map<String, Incident> incidents,
            Optional<String> blind,
            Optional<Instant> notCalmUntil) {
        int hosts = 0;
        int badNotOff = 0;
        int off = 0;
        for (HostAssessment assessment : assessments) {
            Incident incident = incidents.get(assessment.host());
            if ((incident != null && isDealtWith(incident)) || isOutOfService(cloud.get(assessment.host()))) {
                continue;
            }
            hosts++;
            Observation seen = assessment.observation();
            if (seen.power() == PowerObservation.OFF && seen.liveness() != Liveness.ALIVE) {
                off++;
            } else if (assessment.bad()) {
                badNotOff++;
            }
        }
        int recovering =
                (int) incidents.values().stream().filter(Incident::takesPlace).count();
        return new Fleet(hosts, badNotOff, off, recovering, blind, notCalmUntil);
    }

    /** The same fleet after other incidents began or ended. */
    static Fleet recovering(Fleet fleet, int recovering) {
        return new Fleet(
                fleet.hosts(), fleet.badNotOff(), fleet.off(), recovering, fleet.blind(), fleet.notCalmUntil());
    }

    private static boolean isOutOfService(@Nullable ComputeHost listed) {
        return listed != null && (!listed.enabled() || listed.forcedDown());
    }

    private static boolean isDealtWith(Incident incident) {
        return incident.state() == IncidentState.RECOVERED
                || (incident.state().isRecovering()
                        && incident.fencing().powerOffSentAt().isPresent());
    }

    /** Whether the host is off, or being switched off, for all that UMHA knows. */
    static boolean isKnownOff(Incident incident) {
        return isDealtWith(incident)
                || (incident.state().isRecovering()
                        && incident.fencing().proofAt().isPresent());
    }
}
