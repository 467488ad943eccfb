package com.umcloud.umha.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.MeasurementType;
import com.umcloud.umha.core.telemetry.signature.PythonFloat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SampleFactoryTest {
    private final SampleFactory factory = new SampleFactory(
            SampleFactory.DEFAULT_SOURCE, InstantSource.fixed(Instant.parse("2016-05-01T12:34:56.789012Z")));

    @Test
    void addsWhatAMeterDoesNotKnow() {
        Sample sample = factory.create(measurement(1));

        assertThat(sample.source()).isEqualTo("openstack");
        assertThat(sample.name()).isEqualTo("storage_connectivity.latency");
        assertThat(sample.type()).isEqualTo("gauge");
        assertThat(sample.unit()).isEqualTo("ms");
        assertThat(sample.volume()).isEqualTo(1);
        assertThat(sample.userId()).isNull();
        assertThat(sample.projectId()).isNull();
        assertThat(sample.resourceId()).isEqualTo("compute-01/10.0.0.1");
        assertThat(sample.timestamp()).isEqualTo("2016-05-01T12:34:56.789012");
        assertThat(sample.metadata().keySet()).containsExactly("a", "b", "c");
        assertThat(UUID.fromString(sample.messageId()).toString()).isEqualTo(sample.messageId());
        assertThat(factory.create(measurement(1)).messageId()).isNotEqualTo(sample.messageId());
    }

    @Test
    void roundsVolumesToWhatAllDialectsWriteAlike() {
        assertThat(factory.create(measurement(1 / 3.0)).volume()).isEqualTo(0.333333333333);
        assertThat(factory.create(measurement(123456789012.5)).volume()).isEqualTo(123456789012.0);
        Random random = new Random(31);
        for (int round = 0; round < 10_000; round++) {
            double volume = Math.scalb(random.nextDouble() - 0.5, random.nextInt(400) - 200);
            double sent = factory.create(measurement(volume)).volume();
            boolean whole = sent == Math.rint(sent) && Math.abs(sent) < 0x1p63;
            assertThat(whole || PythonFloat.shortest(sent).equals(PythonFloat.twelveDigits(sent)))
                    .as("%s of %s", sent, volume)
                    .isTrue();
            assertThat(sent).isCloseTo(volume, org.assertj.core.data.Offset.offset(Math.abs(volume) * 1e-11));
        }
    }

    private static Measurement measurement(double volume) {
        return new Measurement(
                "storage_connectivity.latency",
                MeasurementType.GAUGE,
                "ms",
                volume,
                "compute-01/10.0.0.1",
                Map.of("c", "3", "a", "1", "b", "2"));
    }
}
