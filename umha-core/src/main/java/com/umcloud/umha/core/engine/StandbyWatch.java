package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a processor that stands by makes of its observations: its windows are full when it leads, and it knows of mass failures
 * in which nobody led. Used by the engine's thread.
 */
final class StandbyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StandbyWatch.class);

    private final IncidentStore store;
    private final RoundJudge judge;

    StandbyWatch(IncidentStore store, RoundJudge judge) {
        this.store = store;
        this.judge = judge;
    }

    void observed(Round round, Instant now) {
        judge.standBy(round, now, this::openIncidents);
    }

    /** As another processor has written them down; what cannot be read leaves its host among those that fail by themselves. */
    private Map<String, Incident> openIncidents() {
        Map<String, Incident> open = new HashMap<>();
        try {
            for (IncidentRow row : store.openIncidents()) {
                open.put(row.host(), IncidentJson.read(row.id(), row.document()));
            }
        } catch (RuntimeException e) {
            LOG.debug("the open incidents cannot be read by a processor that stands by: {}", e.getMessage());
        }
        return open;
    }
}
