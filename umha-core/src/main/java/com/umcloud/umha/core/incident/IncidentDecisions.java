package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Instant;
import java.util.Optional;

/** Decides about failed hosts: asked by the engine's thread, for one incident and one event at a time. Pure. */
public interface IncidentDecisions {
    /**
     * Opens an incident for a host with a confirmed fault.
     *
     * @param device the host's fence device: the incident is bound to it
     */
    Transition open(String id, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device, Instant now);

    /** Applies one event. An event that means nothing in the incident's state changes nothing. */
    Transition apply(Incident incident, IncidentEvent event, Surroundings surroundings, Instant now);

    /**
     * Why an operator's word would change nothing, in one line; empty if it would, or if the event is none. Applying such a
     * word all the same changes nothing.
     */
    Optional<String> refusal(Incident incident, IncidentEvent word);

    /** Ends an incident that must not be taken up: another one of the same host goes on, or it was never meant. */
    Transition close(Incident incident, String why, Instant now);
}
