package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.IncidentCommit;
import java.time.Instant;

/**
 * A step of an engine that was written.
 *
 * @param at when it was written
 * @param processor who wrote it
 * @param epoch under which it was written
 * @param answered whether who wrote it has heard so; if not, it is taken once more, perhaps otherwise
 */
public record CommittedStep(Instant at, String processor, long epoch, IncidentCommit commit, boolean answered) {
    CommittedStep unanswered() {
        return new CommittedStep(at, processor, epoch, commit, false);
    }
}
