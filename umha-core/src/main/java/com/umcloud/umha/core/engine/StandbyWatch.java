package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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
    private final EngineDocuments documents;

    StandbyWatch(IncidentStore store, RoundJudge judge, EngineDocuments documents) {
        this.store = store;
        this.judge = judge;
        this.documents = documents;
    }

    void observed(Round round, Instant now) {
        judge.standBy(round, now, this::openIncidents);
    }

    /** As another processor has written them down; without the database every host counts among those that fail by themselves. */
    private Map<String, Incident> openIncidents() {
        List<IncidentRow> rows;
        try {
            rows = store.openIncidents();
        } catch (UmhaException e) {
            LOG.debug("the open incidents cannot be read by a processor that stands by: {}", e.getMessage());
            return Map.of();
        }
        Map<String, Incident> open = new HashMap<>();
        rows.forEach(row -> open.put(row.host(), documents.incident(row.id(), row.document())));
        return open;
    }
}
