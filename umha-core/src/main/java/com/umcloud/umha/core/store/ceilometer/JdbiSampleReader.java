package com.umcloud.umha.core.store.ceilometer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.umcloud.umha.core.store.SampleReader;
import com.umcloud.umha.core.store.StoredSample;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.telemetry.Sample;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link SampleReader} over the tables, whoever made and filled them. */
public final class JdbiSampleReader implements SampleReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AFTER = """
            SELECT s.id, m.name, m.type, m.unit, s.volume, s.timestamp, s.recorded_at, s.message_signature,
                   s.message_id, r.resource_id, r.user_id, r.project_id, r.source_id, r.resource_metadata
            FROM sample s
            JOIN meter m ON m.id = s.meter_id
            JOIN resource r ON r.internal_id = s.resource_id
            WHERE s.id > :after AND s.message_id IS NOT NULL AND r.resource_id IS NOT NULL
            ORDER BY s.id LIMIT :limit
            """;

    private final Database database;

    public JdbiSampleReader(Database database) {
        this.database = database;
    }

    @Override
    public long newestId() {
        return database.read(
                "read the newest sample",
                handle -> handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM sample")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public List<StoredSample> samplesAfter(long id, int limit) {
        return database.read(
                "read new samples",
                handle -> handle.createQuery(AFTER)
                        .bind("after", id)
                        .bind("limit", limit)
                        .map((row, context) -> stored(row))
                        .list());
    }

    private static StoredSample stored(ResultSet row) throws SQLException {
        double volume = row.getDouble("volume");
        boolean noVolume = row.wasNull();
        Sample sample = new Sample(
                row.getString("source_id"),
                row.getString("name"),
                row.getString("type"),
                row.getString("unit"),
                noVolume ? null : volume,
                row.getString("user_id"),
                row.getString("project_id"),
                row.getString("resource_id"),
                null,
                metadata(row.getString("resource_metadata")),
                row.getString("message_id"));
        String signature = row.getString("message_signature");
        return new StoredSample(
                row.getLong("id"),
                sample,
                signature == null ? "" : signature,
                time(row.getBigDecimal("timestamp")),
                time(row.getBigDecimal("recorded_at")).orElse(Instant.EPOCH));
    }

    private static Optional<Instant> time(@Nullable BigDecimal seconds) {
        return Optional.ofNullable(seconds)
                .map(s -> Instant.ofEpochSecond(
                        s.longValue(),
                        s.remainder(BigDecimal.ONE).movePointRight(9).longValue()));
    }

    /** Metadata that is no JSON map (another writer's) are left out: nothing is judged by them. */
    private static Map<String, @Nullable Object> metadata(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(text, new TypeReference<Map<String, @Nullable Object>>() {});
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
