package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.SampleStore;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseTime;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes samples into Ceilometer's tables as its collector does, and the heartbeats of the hosts they come from, one
 * transaction per batch. Remembers the ids of meters and resources; several collectors may write into one database.
 */
public final class JdbiSampleStore implements SampleStore {
    /** The meters whose {@code resource_id} is the name of a host. */
    public static final Set<String> HOST_METERS =
            Set.of("storage_connectivity", "business_connectivity", "path_access_ok");

    private static final Logger log = LoggerFactory.getLogger(JdbiSampleStore.class);

    private final Database database;
    private final InstantSource clock;
    private final Set<String> hostMeters;
    private final IdentityCache known = new IdentityCache();
    private final RefusalLog refusals = new RefusalLog();

    /**
     * Touches nothing yet.
     *
     * @param clock the collector's clock, for {@code recorded_at}
     * @param hostMeters a verified sample of one of these is a heartbeat of its resource
     */
    public JdbiSampleStore(Database database, InstantSource clock, Set<String> hostMeters) {
        this.database = database;
        this.clock = clock;
        this.hostMeters = Set.copyOf(hostMeters);
    }

    @Override
    public int write(List<ReceivedSample> samples) {
        List<SampleRow> rows = new ArrayList<>(samples.size());
        for (ReceivedSample received : samples) {
            try {
                rows.add(SampleRow.of(received));
            } catch (RefusedSample e) {
                refusals.refused(received, String.valueOf(e.getMessage()));
            }
        }
        return rows.isEmpty() ? 0 : writeRows(rows);
    }

    private int writeRows(List<SampleRow> rows) {
        SampleBatch.Outcome outcome = tryOnce(rows).or(() -> tryOnce(rows)).orElseThrow(() -> goneAgain(rows));
        known.remember(outcome.meters(), outcome.resources());
        outcome.refused().forEach((row, reason) -> refusals.refused(row.received(), reason));
        return outcome.stored();
    }

    /** Empty if a remembered meter or resource was removed by the expirer meanwhile; nothing was stored then. */
    private Optional<SampleBatch.Outcome> tryOnce(List<SampleRow> rows) {
        BigDecimal recordedAt = DatabaseTime.toEpochSeconds(clock.instant());
        Heartbeats heartbeats = Heartbeats.of(rows, hostMeters);
        try {
            return Optional.of(database.transaction(describe(rows), handle -> {
                SampleBatch.Outcome outcome = new SampleBatch(handle, known, recordedAt).write(rows);
                heartbeats.write(handle);
                return outcome;
            }));
        } catch (MissingParent e) {
            log.debug("Remembered meters or resources were expired, looking them up again");
            known.forgetAll();
            return Optional.empty();
        }
    }

    private UmhaException goneAgain(List<SampleRow> rows) {
        return new UmhaException(
                FailureType.EXTERNAL,
                "could not " + describe(rows) + " (" + database.url().description()
                        + "): their meters or resources were removed at the same moment, twice");
    }

    private static String describe(List<SampleRow> rows) {
        return "store " + rows.size() + " samples";
    }
}
