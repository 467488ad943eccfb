package com.umcloud.umha.core.store.ceilometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.Samples;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"OURS_ON_H2", "OURS_ON_MARIADB", "DBSYNC_ON_MARIADB"})
class SampleExpirerTest {
    private static final Instant NOW = Instant.parse("2016-05-02T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static Database database;

    @Parameter
    CeilometerGround ground;

    private JdbiSampleStore store;
    private SampleExpirer expirer;

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
        store = new JdbiSampleStore(database, InstantSource.fixed(NOW), JdbiSampleStore.HOST_METERS);
        expirer = new SampleExpirer(database, InstantSource.fixed(NOW));
    }

    private static ReceivedSample old(String meter, String resource) {
        return Samples.at(
                Samples.with(meter, resource, Map.of("k", "v", "n", 1L)),
                NOW.minus(HOUR).minusMillis(1),
                Samples.RECEIVED);
    }

    private static ReceivedSample fresh(String meter, String resource) {
        return Samples.at(Samples.with(meter, resource, Map.of("k", "v", "n", 1L)), NOW.minus(HOUR), Samples.RECEIVED);
    }

    @Test
    void removesOldSamplesAndWhatOnlyTheyUsed() {
        ReceivedSample timeless = new ReceivedSample(
                Samples.with("m3", "r3", Map.of()).sample(),
                "",
                false,
                Optional.empty(),
                Samples.RECEIVED,
                InetAddress.getLoopbackAddress());
        store.write(List.of(old("m1", "r1"), old("m1", "r2"), old("m2", "r2"), fresh("m1", "r2"), timeless));

        assertThat(expirer.expire(HOUR, false)).isEqualTo(new ExpiryReport(3, 1, 1));

        assertThat(Rows.texts(database, "SELECT name FROM meter ORDER BY name")).containsExactly("m1", "m3");
        assertThat(Rows.texts(database, "SELECT resource_id FROM resource ORDER BY resource_id"))
                .containsExactly("r2", "r3");
        assertThat(Rows.count(database, "sample")).isEqualTo(2);
        assertThat(Rows.count(database, "metadata_text")).isEqualTo(1);
        assertThat(Rows.count(database, "metadata_int")).isEqualTo(1);
        assertThat(expirer.expire(HOUR, false)).isEqualTo(new ExpiryReport(0, 0, 0));
    }

    @Test
    void keepsMetersAndResourcesIfToldTo() {
        store.write(List.of(old("m1", "r1")));

        assertThat(expirer.expire(HOUR, true)).isEqualTo(new ExpiryReport(1, 0, 0));
        assertThat(Rows.count(database, "resource")).isEqualTo(1);
    }

    @Test
    void zeroOrLessMeansNever() {
        store.write(List.of(old("m1", "r1")));

        assertThat(expirer.expire(Duration.ofSeconds(-1), false)).isEqualTo(new ExpiryReport(0, 0, 0));
        assertThat(expirer.expire(Duration.ZERO, false)).isEqualTo(new ExpiryReport(0, 0, 0));
        assertThat(Rows.count(database, "sample")).isEqualTo(1);
    }

    @Test
    void removesWhatAnInterruptedRunOfCeilometerLeftMarked() {
        Rows.execute(
                database,
                "INSERT INTO resource (internal_id, resource_id, metadata_hash) VALUES (77, 'r', 'delete_77')");

        assertThat(expirer.expire(HOUR, false).resources()).isEqualTo(1);
    }

    @Test
    void manyRowsGoInSeveralSteps() {
        store.write(
                IntStream.range(0, 250).mapToObj(i -> old("m", "r" + i % 35)).toList());

        SampleExpirer small = new SampleExpirer(database, InstantSource.fixed(NOW), 50, 10);
        assertThat(small.expire(HOUR, false)).isEqualTo(new ExpiryReport(250, 1, 35));
    }

    @Test
    void aCollectorThatWritesMeanwhileLosesNothing() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> {
            int written = 0;
            for (int round = 0; !stop.get() || round < 6; round++) {
                List<ReceivedSample> batch = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    batch.add(fresh("m", "r" + i));
                    batch.add(old("m" + i, "r" + i));
                }
                written += store.write(batch) / 2;
            }
            return written;
        });
        for (int run = 0; run < 4; run++) {
            expirer.expire(HOUR, false);
        }
        stop.set(true);
        int written = writer.get();
        expirer.expire(HOUR, false);

        assertThat(Rows.count(database, "sample")).isEqualTo(written);
        assertThat(Rows.count(
                        database,
                        "sample s JOIN meter m ON m.id = s.meter_id"
                                + " JOIN resource r ON r.internal_id = s.resource_id"))
                .isEqualTo(written);
    }
}
