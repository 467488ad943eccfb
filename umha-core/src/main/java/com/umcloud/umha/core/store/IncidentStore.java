package com.umcloud.umha.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Incidents with their intents, log, history and owed notifications. Written by the engine's thread only, read by
 * commands. Every method throws {@link com.umcloud.umha.api.failure.UmhaException} EXTERNAL if the database is away.
 */
public interface IncidentStore {
    /**
     * Writes everything in one transaction (rows with a known id are replaced; an outbox row whose id is known is kept).
     *
     * @param epoch the epoch of the lease under which the engine acts
     * @throws StaleEpochException if the lease has another epoch by now; nothing was written
     * @throws WordHeardException if an operator's word in it was withdrawn, or heard under another epoch; nothing was
     *     written. One that was heard under this epoch may be written again
     */
    void commit(long epoch, IncidentCommit commit);

    /** All open incidents, oldest first. */
    List<IncidentRow> openIncidents();

    /** The newest incidents, open or closed, newest first. */
    List<IncidentRow> recentIncidents(int limit);

    /** The newest incident of each host that was updated after {@code since}; for the block period. */
    List<IncidentRow> latestPerHost(Instant since);

    Optional<IncidentRow> incident(String id);

    /** All intents in state INTENDED, oldest first. */
    List<IntentRow> unfinishedIntents();

    /** The history of one incident, ordered by instance name. */
    List<HistoryRow> history(String incidentId);

    /** The newest log lines, newest first; of one host if given. */
    List<LogRow> recentLog(Optional<String> host, int limit);
}
