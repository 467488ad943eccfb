package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Fencing;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of an open incident that was read from the database, before anything is done about it again. Pure. */
final class Resumption {
    private Resumption() {}

    /**
     * The incident as it may go on. A host whose power was not cut yet may have come back meanwhile: it is judged anew. A
     * proof that another processor took, by another clock, proves nothing here.
     */
    static Incident prepared(Incident stored, Instant now) {
        boolean uncut = stored.state() == IncidentState.FENCING
                && stored.fencing().powerOffSentAt().isEmpty()
                && stored.fencing().confirmedBy().isEmpty();
        if (uncut) {
            return copy(
                    stored,
                    IncidentState.HELD,
                    "started again before its power was cut: the host is judged anew",
                    stored.fencing(),
                    now);
        }
        return stored.fencing().proofAt().isPresent()
                ? copy(stored, stored.state(), stored.reason(), withoutProof(stored.fencing()), now)
                : stored;
    }

    /** The same incident, over. */
    static Incident closed(Incident incident, String reason, Instant now) {
        return copy(incident, IncidentState.CLOSED, reason, incident.fencing(), now);
    }

    private static Fencing withoutProof(Fencing fencing) {
        return new Fencing(
                fencing.round(),
                fencing.readsLeft(),
                fencing.powerOffSentAt(),
                fencing.cutInRound(),
                Optional.empty(),
                fencing.confirmedBy(),
                fencing.quietNeeded(),
                fencing.onlyUnreachable(),
                fencing.suspects(),
                fencing.nextAt(),
                fencing.trouble());
    }

    private static Incident copy(
            Incident incident, IncidentState state, String reason, Fencing fencing, Instant updatedAt) {
        return new Incident(
                incident.id(),
                incident.host(),
                incident.faults(),
                state,
                reason,
                incident.openedAt(),
                updatedAt,
                fencing,
                List.of(),
                incident.sequence(),
                incident.instances(),
                incident.listed(),
                Optional.empty(),
                incident.wellSince(),
                incident.summaryTold());
    }
}
