package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.util.Optional;

/**
 * What one written step has made of one incident.
 *
 * @param before what its writer went by; empty if the incident was new to it
 */
record IncidentChange(CommittedStep step, Optional<Incident> before, Incident after) {
    /** Whether the host is past the gates by this step. */
    boolean passesGates() {
        return after.state() == IncidentState.FENCING
                && before.map(Incident::state)
                        .map(state -> state == IncidentState.HELD || state == IncidentState.REHEARSED)
                        .orElse(true);
    }

    /** Whether a named operator vouches for the host being off, which opens the gates that yield to that. */
    boolean isVouched() {
        return !after.fencing().confirmedBy().isEmpty();
    }
}
