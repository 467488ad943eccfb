package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.store.database.SqlFailure;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * One transaction's samples. New meters and resources are written each behind a savepoint, so that one which the tables
 * refuse takes only its own samples with it; the samples are written together, and one by one if that fails.
 */
final class SampleBatch {
    private static final String SAVEPOINT = "umha_sample";
    private static final int ROWS_AT_ONCE = 1000;
    private static final String INSERT =
            "INSERT INTO sample (meter_id, resource_id, volume, `timestamp`, recorded_at, message_signature, message_id)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final Handle handle;
    private final IdentityCache known;
    private final BigDecimal recordedAt;
    private final Map<SampleRow, String> refused = new HashMap<>();
    private final Map<MeterIdentity, Long> meters = new HashMap<>();
    private final Map<ResourceIdentity, Long> resources = new HashMap<>();

    SampleBatch(Handle handle, IdentityCache known, BigDecimal recordedAt) {
        this.handle = handle;
        this.known = known;
        this.recordedAt = recordedAt;
    }

    /** What came of it; of value only once the transaction is committed. */
    record Outcome(
            int stored,
            Map<SampleRow, String> refused,
            Map<MeterIdentity, Long> meters,
            Map<ResourceIdentity, Long> resources) {}

    /**
     * @throws MissingParent if a remembered meter or resource is gone; nothing may be committed then
     */
    Outcome write(List<SampleRow> rows) throws SQLException {
        List<IdentifiedSample> identified = new ArrayList<>(rows.size());
        for (SampleRow row : rows) {
            identify(row, identified);
        }
        int stored = 0;
        for (int from = 0; from < identified.size(); from += ROWS_AT_ONCE) {
            stored += insert(identified.subList(from, Math.min(identified.size(), from + ROWS_AT_ONCE)));
        }
        return new Outcome(stored, refused, meters, resources);
    }

    private record IdentifiedSample(SampleRow row, long meterId, long resourceId) {}

    private void identify(SampleRow row, List<IdentifiedSample> identified) throws SQLException {
        try {
            identified.add(new IdentifiedSample(row, meterId(row.meter()), resourceId(row)));
        } catch (RefusedSample e) {
            refused.put(row, String.valueOf(e.getMessage()));
        }
    }

    private long meterId(MeterIdentity meter) throws RefusedSample, SQLException {
        Long id = known.meter(meter);
        if (id == null) {
            id = meters.get(meter);
        }
        if (id == null) {
            id = guarded(() -> IdentityQueries.findOrInsert(handle, meter));
            meters.put(meter, id);
        }
        return id;
    }

    private long resourceId(SampleRow row) throws RefusedSample, SQLException {
        Long id = known.resource(row.resource());
        if (id == null) {
            id = resources.get(row.resource());
        }
        if (id == null) {
            id = guarded(() -> IdentityQueries.findOrInsert(
                    handle, row.resource(), row.received().sample().metadata()));
            resources.put(row.resource(), id);
        }
        return id;
    }

    private int insert(List<IdentifiedSample> samples) throws SQLException {
        try {
            guarded(() -> {
                insertTogether(samples);
                return 0L;
            });
            return samples.size();
        } catch (RefusedSample e) {
            int stored = 0;
            for (IdentifiedSample sample : samples) {
                stored += insertAlone(sample);
            }
            return stored;
        }
    }

    private int insertAlone(IdentifiedSample sample) throws SQLException {
        try {
            guarded(() -> {
                insertTogether(List.of(sample));
                return 0L;
            });
            return 1;
        } catch (RefusedSample e) {
            refused.put(sample.row(), String.valueOf(e.getMessage()));
            return 0;
        }
    }

    private void insertTogether(List<IdentifiedSample> samples) {
        try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
            for (IdentifiedSample sample : samples) {
                SampleRow row = sample.row();
                batch.bind(0, sample.meterId())
                        .bind(1, sample.resourceId())
                        .bind(2, row.volume())
                        .bind(3, row.timestamp())
                        .bind(4, recordedAt)
                        .bind(5, row.received().verified() ? row.received().signature() : "")
                        .bind(6, row.received().sample().messageId())
                        .add();
            }
            batch.execute();
        }
    }

    /** Runs it behind a savepoint; what the tables refuse is undone and becomes a {@link RefusedSample}. */
    private long guarded(Step step) throws RefusedSample, SQLException {
        handle.savepoint(SAVEPOINT);
        try {
            long result = step.run();
            handle.releaseSavepoint(SAVEPOINT);
            return result;
        } catch (RefusedSample e) {
            handle.rollbackToSavepoint(SAVEPOINT);
            throw e;
        } catch (JdbiException | SQLException e) {
            SQLException cause = sqlException(e);
            switch (SqlFailure.of(cause)) {
                case MISSING_PARENT -> throw new MissingParent(e);
                case DUPLICATE, BAD_VALUE -> {
                    handle.rollbackToSavepoint(SAVEPOINT);
                    throw new RefusedSample(String.valueOf(cause.getMessage()));
                }
                default -> throw cause;
            }
        }
    }

    private static SQLException sqlException(Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return new SQLException(failure.getMessage(), failure);
    }

    @FunctionalInterface
    private interface Step {
        long run() throws RefusedSample, SQLException;
    }
}
