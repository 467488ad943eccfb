package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.store.database.SqlFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Finds or makes the rows that samples point to. Nothing but the primary keys may be relied on: {@code resource} has no unique key. */
final class IdentityQueries {
    private IdentityQueries() {}

    static long findOrInsert(Handle handle, MeterIdentity meter) throws SQLException {
        Optional<Long> found = find(handle, meter);
        if (found.isPresent()) {
            return found.get();
        }
        handle.savepoint("umha_meter");
        try {
            long id = handle.createUpdate("INSERT INTO meter (name, type, unit) VALUES (?, ?, ?)")
                    .bind(0, meter.name())
                    .bind(1, meter.type())
                    .bind(2, meter.unit())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            handle.releaseSavepoint("umha_meter");
            return id;
        } catch (UnableToExecuteStatementException e) {
            // Another collector may have been quicker.
            if (e.getCause() instanceof SQLException sql && SqlFailure.of(sql) == SqlFailure.DUPLICATE) {
                handle.rollbackToSavepoint("umha_meter");
                return find(handle, meter).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    private static Optional<Long> find(Handle handle, MeterIdentity meter) {
        Condition condition = new Condition()
                .and("name", meter.name())
                .and("type", meter.type())
                .and("unit", meter.unit());
        return condition.smallest(handle, "id", "meter");
    }

    static long findOrInsert(Handle handle, ResourceIdentity resource, Map<String, ?> metadata) throws RefusedSample {
        Optional<Long> found = new Condition()
                .and("resource_id", resource.resourceId())
                .and("user_id", resource.userId())
                .and("project_id", resource.projectId())
                .and("source_id", resource.sourceId())
                .and("metadata_hash", resource.metadataHash())
                .smallest(handle, "internal_id", "resource");
        return found.isPresent() ? found.get() : insert(handle, resource, metadata);
    }

    private static long insert(Handle handle, ResourceIdentity resource, Map<String, ?> metadata) throws RefusedSample {
        MetadataRows rows = MetadataRows.of(metadata);
        long id = handle.createUpdate("INSERT INTO resource"
                        + " (user_id, project_id, source_id, resource_id, resource_metadata, metadata_hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")
                .bind(0, resource.userId())
                .bind(1, resource.projectId())
                .bind(2, resource.sourceId())
                .bind(3, resource.resourceId())
                .bind(4, PythonJson.unsorted(metadata))
                .bind(5, resource.metadataHash())
                .executeAndReturnGeneratedKeys("internal_id")
                .mapTo(Long.class)
                .one();
        insertMetadata(handle, "metadata_text", id, rows.texts());
        insertMetadata(handle, "metadata_int", id, rows.integers());
        insertMetadata(handle, "metadata_float", id, rows.floats());
        insertMetadata(handle, "metadata_bool", id, rows.truths());
        return id;
    }

    private static void insertMetadata(
            Handle handle, String table, long id, Map<String, ? extends @Nullable Object> values) {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedBatch batch =
                handle.prepareBatch("INSERT INTO " + table + " (id, meta_key, `value`) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
                batch.bind(0, id)
                        .bind(1, entry.getKey())
                        .bind(2, entry.getValue())
                        .add();
            }
            batch.execute();
        }
    }

    /** Equality in which null equals null, written so that the indexes serve it. */
    private static final class Condition {
        private final StringBuilder where = new StringBuilder();
        private final List<String> values = new ArrayList<>();

        Condition and(String column, @Nullable String value) {
            where.append(where.isEmpty() ? "" : " AND ").append(column).append(value == null ? " IS NULL" : " = ?");
            if (value != null) {
                values.add(value);
            }
            return this;
        }

        Optional<Long> smallest(Handle handle, String id, String table) {
            try (Query query = handle.createQuery(
                    "SELECT " + id + " FROM " + table + " WHERE " + where + " ORDER BY " + id + " LIMIT 1")) {
                for (int i = 0; i < values.size(); i++) {
                    query.bind(i, values.get(i));
                }
                return query.mapTo(Long.class).findOne();
            }
        }
    }
}
