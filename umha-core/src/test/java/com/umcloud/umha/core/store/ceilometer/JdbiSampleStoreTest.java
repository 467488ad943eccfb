package com.umcloud.umha.core.store.ceilometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.MigrationReport;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.Samples;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbiSampleStoreTest {
    private static final Instant NOW = Instant.parse("2016-05-01T12:34:58.000001Z");

    private static Database database;

    @Parameter
    CeilometerGround ground;

    private JdbiSampleStore store;

    @BeforeParameterizedClassInvocation
    static void openDatabase(CeilometerGround ground) {
        database = ground.migrated();
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() {
        Rows.clear(database);
        store = newStore();
    }

    private JdbiSampleStore newStore() {
        return new JdbiSampleStore(database, InstantSource.fixed(NOW), JdbiSampleStore.HOST_METERS);
    }

    @Test
    void migrationKeepsTablesThatWereThere() {
        MigrationReport again = database.migrate();

        assertThat(again.changedNothing()).isTrue();
        assertThat(database.schemaState().usable()).isTrue();
        if (ground.madeByCeilometer()) {
            assertThat(Rows.texts(database, "SELECT version FROM migrate_version"))
                    .containsExactly("45");
        }
    }

    @Test
    void writesTheRowsThatCeilometerWrites() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("status", "up");
        metadata.put("host", "计算-1");
        metadata.put("count", 3L);
        metadata.put("share", 0.5);
        metadata.put("shared", true);
        metadata.put("nothing", null);
        Sample sample = new Sample(
                "openstack",
                "storage_connectivity",
                "gauge",
                "status",
                1.0,
                null,
                "p1",
                "node-1.domain.tld",
                "2016-05-01T12:34:56.789012",
                metadata,
                "6a1d3f9c-0f9a-11e6-9d4b-52540012abcd");

        assertThat(store.write(List.of(Samples.received(sample, true)))).isEqualTo(1);

        assertThat(Rows.texts(
                        database,
                        "SELECT CONCAT(m.name, '|', m.type, '|', m.unit, '|', r.resource_id, '|', r.project_id, '|',"
                                + " r.source_id, '|', s.`timestamp`, '|', s.recorded_at, '|', s.message_id, '|',"
                                + " s.message_signature) FROM sample s JOIN meter m ON m.id = s.meter_id"
                                + " JOIN resource r ON r.internal_id = s.resource_id WHERE r.user_id IS NULL"
                                + " AND s.volume = 1"))
                .containsExactly("storage_connectivity|gauge|status|node-1.domain.tld|p1|openstack|1462106096.789012|"
                        + "1462106098.000001|6a1d3f9c-0f9a-11e6-9d4b-52540012abcd|"
                        + "7116411fe7d6f84fc5a8b0d0ddd7f62098336b508e9ec66ac3ae33f263f0d3f3");
        assertThat(Rows.texts(database, "SELECT resource_metadata FROM resource"))
                .containsExactly("{\"status\": \"up\", \"host\": \"\\u8ba1\\u7b97-1\", \"count\": 3, \"share\": 0.5,"
                        + " \"shared\": true, \"nothing\": null}");
        assertThat(Rows.texts(database, "SELECT meta_key FROM metadata_text WHERE `value` IS NULL"))
                .containsExactly("nothing");
        assertThat(Rows.texts(
                        database, "SELECT `value` FROM metadata_text WHERE `value` IS NOT NULL ORDER BY meta_key"))
                .containsExactly("计算-1", "up");
        assertThat(Rows.texts(database, "SELECT meta_key FROM metadata_int WHERE `value` = 3"))
                .containsExactly("count");
        assertThat(Rows.texts(database, "SELECT meta_key FROM metadata_float WHERE `value` = 0.5"))
                .containsExactly("share");
        assertThat(Rows.texts(database, "SELECT meta_key FROM metadata_bool WHERE `value` = TRUE"))
                .containsExactly("shared");
    }

    @Test
    void vectorsOfCeilometerGetItsHash() {
        List<ReceivedSample> samples = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (StorageVector vector : StorageVector.all()) {
            Map<String, Object> metadata = new LinkedHashMap<>(vector.metadata());
            samples.add(Samples.received(
                    new Sample("openstack", "m", "gauge", "u", 1.0, null, null, vector.id(), null, metadata, "id"),
                    false));
            boolean beyondTheTables = List.of("scalars", "floats-special").contains(vector.id())
                    || (vector.id().equals("list-strings") && ground.madeByCeilometer());
            if (!beyondTheTables) {
                hashes.add(vector.text("metadata_hash"));
            }
        }

        assertThat(store.write(samples)).isEqualTo(hashes.size());

        assertThat(Rows.texts(database, "SELECT metadata_hash FROM resource ORDER BY internal_id"))
                .isEqualTo(hashes);
        assertThat(Rows.count(database, "sample")).isEqualTo(hashes.size());
        assertThat(Rows.count(database, "node_heartbeat")).isZero();
    }

    @Test
    void knownMetersAndResourcesAreUsedAgain() {
        store.write(List.of(Samples.storage("node-1"), Samples.storage("node-1"), Samples.storage("node-2")));
        store.write(List.of(Samples.storage("node-1")));
        newStore().write(List.of(Samples.storage("node-2"), Samples.with("path_access_ok", "node-2", Map.of("a", 1))));

        assertThat(Rows.count(database, "sample")).isEqualTo(6);
        assertThat(Rows.count(database, "meter")).isEqualTo(2);
        assertThat(Rows.count(database, "resource")).isEqualTo(3);
        assertThat(Rows.count(database, "metadata_text")).isEqualTo(2);
    }

    @Test
    void nullsAreStoredAndFoundAgain() {
        Sample sample = new Sample(null, "m", null, null, null, null, null, "r", null, new HashMap<>(), "id");
        ReceivedSample received = new ReceivedSample(
                sample, "", false, Optional.empty(), Samples.RECEIVED, InetAddress.getLoopbackAddress());

        assertThat(store.write(List.of(received))).isEqualTo(1);
        assertThat(newStore().write(List.of(received))).isEqualTo(1);

        assertThat(Rows.count(database, "meter")).isEqualTo(1);
        assertThat(Rows.texts(database, "SELECT metadata_hash FROM resource WHERE source_id IS NULL"))
                .containsExactly("99914b932bd37a50b983c5e7c90ae93b");
        assertThat(Rows.of(database, "SELECT id FROM sample WHERE volume IS NULL AND `timestamp` IS NULL"))
                .hasSize(2);
    }

    @Test
    void aFourByteCharacterCostsOnlyItsOwnSampleAndOnlyInCeilometersTables() {
        List<ReceivedSample> samples = List.of(
                Samples.storage("before"),
                Samples.with("m", "r-meta", Map.of("name", "磁盘 💾")),
                Samples.with("m💾", "r-meter", Map.of()),
                Samples.with("m", "r💾", Map.of()),
                Samples.received(
                        new Sample("openstack", "m", "gauge", "u", 1.0, null, null, "r-id", null, Map.of(), "💾"),
                        true),
                Samples.storage("after"));

        assertThat(store.write(samples)).isEqualTo(ground.madeByCeilometer() ? 2 : 6);

        assertThat(Rows.texts(
                        database,
                        "SELECT r.resource_id FROM sample s JOIN resource r ON r.internal_id = s.resource_id"
                                + " ORDER BY s.id"))
                .containsExactlyElementsOf(
                        ground.madeByCeilometer()
                                ? List.of("before", "after")
                                : List.of("before", "r-meta", "r-meter", "r💾", "r-id", "after"));
        assertThat(store.write(List.of(Samples.storage("before")))).isEqualTo(1);
    }

    @Test
    void whatNoTableCanHoldCostsOnlyItsOwnSample() {
        String tooLong = "x".repeat(256);
        Map<String, Object> nan = Map.of("loss", Double.NaN);
        List<ReceivedSample> samples = List.of(
                Samples.storage(tooLong),
                Samples.with(tooLong, "r", Map.of()),
                Samples.with("m", "r", Map.of(tooLong, 1)),
                Samples.with("m", "r", nan),
                Samples.with("m", "r", Map.of("a.b", 1, "a", Map.of("b", 2.5), "c", "kept")),
                Samples.received(
                        new Sample("s", "m", "gauge", "u", Double.NaN, null, null, "r", null, Map.of(), "id"), true),
                Samples.received(
                        new Sample("s", "m", "gauge", "u", 1.0, null, null, "r", null, Map.of(), "y".repeat(129)),
                        true),
                Samples.at(Samples.storage("r"), Instant.MAX, Samples.RECEIVED),
                Samples.storage("😀".repeat(10).replace("😀", "é") + "z".repeat(245)));

        assertThat(store.write(samples)).isEqualTo(2);
        assertThat(store.write(List.of())).isZero();
        assertThat(Rows.count(database, "sample")).isEqualTo(2);
    }

    @Test
    void tablesFilledByTheExpirerMeanwhileAreNoticed() {
        store.write(List.of(Samples.storage("node-1"), Samples.storage("node-2")));
        new SampleExpirer(database, InstantSource.fixed(NOW.plusSeconds(3600))).expire(Duration.ofMinutes(1), false);
        assertThat(Rows.count(database, "resource")).isZero();

        assertThat(store.write(List.of(Samples.storage("node-1"), Samples.storage("node-3"))))
                .isEqualTo(2);

        assertThat(Rows.texts(database, "SELECT resource_id FROM resource ORDER BY resource_id"))
                .containsExactly("node-1", "node-3");
        assertThat(Rows.count(database, "sample")).isEqualTo(2);
    }

    @Test
    void heartbeatIsTheNewestVerifiedSampleOfAHost() {
        Instant later = Samples.RECEIVED.plusSeconds(5);
        store.write(List.of(
                Samples.at(Samples.storage("node-1"), Samples.MEASURED, later),
                Samples.storage("node-1"),
                Samples.with("cpu", "instance-1", Map.of()),
                Samples.received(Samples.storage("node-2").sample(), false)));
        store.write(List.of(Samples.storage("node-1")));

        assertThat(Rows.texts(database, "SELECT CONCAT(hostname, ' ', sender) FROM node_heartbeat"))
                .containsExactly("node-1 127.0.0.1");
        assertThat(Rows.texts(database, "SELECT CAST(last_heard_at AS CHAR(26)) FROM node_heartbeat"))
                .containsExactly("2016-05-01 12:35:02.123456");
    }

    @Test
    void aLargeBatchGoesThrough() {
        List<ReceivedSample> samples = IntStream.range(0, 1500)
                .mapToObj(i -> Samples.storage("node-" + i % 50))
                .toList();

        assertThat(store.write(samples)).isEqualTo(1500);
        assertThat(Rows.count(database, "resource")).isEqualTo(50);
        assertThat(Rows.count(database, "node_heartbeat")).isEqualTo(50);
    }
}
