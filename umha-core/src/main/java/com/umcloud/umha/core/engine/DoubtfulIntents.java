package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The intents of steps of which nobody knows whether they were written. Such a step is decided anew, perhaps otherwise: what it
 * intended is closed by the next step of the same incident that does not intend it again. Used by the engine's thread.
 */
final class DoubtfulIntents {
    private static final String NOT_BEGUN = "not begun: the database did not answer, and it was decided anew";

    private final Map<String, IntentRow> doubtful = new LinkedHashMap<>();

    /** Nobody knows whether this step was written. */
    void failed(Step step) {
        for (IntentRow intent : step.intents()) {
            if (intent.state() == IntentState.INTENDED) {
                doubtful.put(intent.id(), intent);
            }
        }
    }

    /** Closes what was intended for the incidents of this step and is not any more; before it is written. */
    void settle(Step step) {
        Set<String> decided = incidentsOf(step);
        for (IntentRow intent : doubtful.values()) {
            if (decided.contains(intent.incidentId())) {
                step.close(intent, NOT_BEGUN);
            }
        }
    }

    /** This step was written. */
    void written(Step step) {
        Set<String> decided = incidentsOf(step);
        doubtful.values().removeIf(intent -> decided.contains(intent.incidentId()));
    }

    private static Set<String> incidentsOf(Step step) {
        return step.changed().values().stream().map(Incident::id).collect(Collectors.toSet());
    }

    void clear() {
        doubtful.clear();
    }
}
