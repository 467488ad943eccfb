package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.umcloud.umha.core.store.SampleReader;
import com.umcloud.umha.core.store.StoredSample;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Samples as a processor reads them, and the heartbeats they are. */
interface SampleStoreContract extends Stored {
    private static ReceivedSample received(String meter, String host, String id, boolean verified, Instant at) {
        Sample sample = new Sample(
                "openstack",
                meter,
                "gauge",
                "status",
                1.0,
                null,
                null,
                host,
                "2026-03-08T02:29:59.5",
                Map.of("backend", "nfs"),
                id);
        return new ReceivedSample(
                sample, "5f", verified, Optional.of(at.minusMillis(500)), at, InetAddress.getLoopbackAddress());
    }

    @Test
    default void samplesAreReadInTheOrderInWhichTheyWereStored() {
        SampleReader reader = database().stores().sampleReader();
        assertThat(reader.samplesAfter(reader.newestId(), 10)).isEmpty();
        assertThat(database()
                        .stores()
                        .samples()
                        .write(List.of(
                                received("storage_connectivity", "node-2", "m1", true, T0),
                                received("storage_connectivity", "node-1", "m2", false, T0))))
                .isEqualTo(2);
        long newest = reader.newestId();
        database().stores().samples().write(List.of(received("path_access_ok", "node-1", "m3", true, T0)));
        database().stores().samples().write(List.of());

        List<StoredSample> all = reader.samplesAfter(0, 10);
        assertThat(all)
                .extracting(stored -> stored.sample().messageId(), StoredSample::signature, StoredSample::measuredAt)
                .containsExactly(
                        tuple("m1", "5f", Optional.of(T0.minusMillis(500))),
                        tuple("m2", "", Optional.of(T0.minusMillis(500))),
                        tuple("m3", "5f", Optional.of(T0.minusMillis(500))));
        assertThat(all.get(0).sample())
                .isEqualTo(new Sample(
                        "openstack",
                        "storage_connectivity",
                        "gauge",
                        "status",
                        1.0,
                        null,
                        null,
                        "node-2",
                        null,
                        Map.of("backend", "nfs"),
                        "m1"));
        assertThat(reader.samplesAfter(newest, 10)).containsExactly(all.get(2));
        assertThat(reader.samplesAfter(0, 1)).containsExactly(all.get(0));
        assertThat(reader.newestId()).isEqualTo(all.get(2).id());
    }

    @Test
    default void aVerifiedSampleOfAHostsOwnMeterIsItsHeartbeat() {
        database()
                .stores()
                .samples()
                .write(List.of(
                        received("storage_connectivity", "node-2", "m1", true, T0.plusSeconds(3)),
                        received("storage_connectivity", "node-2", "m2", true, T0),
                        received("storage_connectivity", "node-1", "m3", false, T0),
                        received("storage_connectivity.loss", "node-1/10.0.0.1", "m4", true, T0)));
        database().stores().samples().write(List.of(received("path_access_ok", "node-2", "m5", true, T0)));

        assertThat(database().stores().hosts().heartbeats()).isEqualTo(Map.of("node-2", T0.plusSeconds(3)));
    }
}
