package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.store.database.DatabaseTime;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A received sample in the form of Ceilometer's columns, checked as far as that is possible without the database.
 *
 * @param timestamp seconds since 1970; null if the sample carried no time
 */
record SampleRow(
        ReceivedSample received,
        MeterIdentity meter,
        ResourceIdentity resource,
        @Nullable Double volume,
        @Nullable BigDecimal timestamp) {
    private static final int NAME_LENGTH = 255;
    private static final int SIGNATURE_LENGTH = 64;
    private static final int MESSAGE_ID_LENGTH = 128;
    // DECIMAL(20,6) has 14 digits before the point.
    private static final long LAST_SECOND = 99_999_999_999_999L;

    static SampleRow of(ReceivedSample received) throws RefusedSample {
        Sample sample = received.sample();
        requireLength("counter_name", sample.name(), NAME_LENGTH);
        requireLength("counter_type", sample.type(), NAME_LENGTH);
        requireLength("counter_unit", sample.unit(), NAME_LENGTH);
        requireLength("resource_id", sample.resourceId(), NAME_LENGTH);
        requireLength("user_id", sample.userId(), NAME_LENGTH);
        requireLength("project_id", sample.projectId(), NAME_LENGTH);
        requireLength("source", sample.source(), NAME_LENGTH);
        requireLength("message_id", sample.messageId(), MESSAGE_ID_LENGTH);
        requireLength("message_signature", received.signature(), SIGNATURE_LENGTH);
        Double volume = sample.volume();
        if (volume != null && !Double.isFinite(volume)) {
            throw new RefusedSample("counter_volume is " + volume);
        }
        return new SampleRow(
                received,
                new MeterIdentity(sample.name(), sample.type(), sample.unit()),
                new ResourceIdentity(
                        sample.resourceId(),
                        sample.userId(),
                        sample.projectId(),
                        sample.source(),
                        metadataHash(sample.metadata())),
                volume,
                received.measuredAt().isEmpty()
                        ? null
                        : seconds(received.measuredAt().get()));
    }

    static String metadataHash(Map<String, ?> metadata) throws RefusedSample {
        try {
            byte[] json = PythonJson.sorted(metadata).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(json));
        } catch (IllegalArgumentException e) {
            throw new RefusedSample(String.valueOf(e.getMessage()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    private static BigDecimal seconds(Instant time) throws RefusedSample {
        if (Math.abs(time.getEpochSecond()) >= LAST_SECOND) {
            throw new RefusedSample("timestamp is " + time);
        }
        return DatabaseTime.toEpochSeconds(time);
    }

    private static void requireLength(String field, @Nullable String value, int longest) throws RefusedSample {
        if (value != null && value.length() > longest && value.codePointCount(0, value.length()) > longest) {
            throw new RefusedSample(field + " is longer than " + longest + " characters");
        }
    }
}
