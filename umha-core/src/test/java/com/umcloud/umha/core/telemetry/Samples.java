package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.signature.SampleSignature;
import com.umcloud.umha.core.telemetry.signature.SignatureDialect;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireReader;
import com.umcloud.umha.core.telemetry.wire.WireResult;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import com.umcloud.umha.core.telemetry.wire.WireWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Samples and datagrams for tests. */
public final class Samples {
    public static final Secret SECRET = Secret.of("umha-test-secret");

    private Samples() {}

    /** A sample of one host, told apart by its message id. */
    public static Sample sample(String messageId) {
        return new Sample(
                "openstack",
                "storage_connectivity",
                "gauge",
                "status",
                1.0,
                null,
                null,
                "compute-01",
                "2016-05-01T12:34:56.789012",
                Map.of("host", "compute-01"),
                messageId);
    }

    /** The sample with other metadata. */
    public static Sample withMetadata(Sample sample, Map<String, @Nullable Object> metadata) {
        return new Sample(
                sample.source(),
                sample.name(),
                sample.type(),
                sample.unit(),
                sample.volume(),
                sample.userId(),
                sample.projectId(),
                sample.resourceId(),
                sample.timestamp(),
                metadata,
                sample.messageId());
    }

    /** The sample with another volume. */
    public static Sample withVolume(Sample sample, @Nullable Double volume) {
        return new Sample(
                sample.source(),
                sample.name(),
                sample.type(),
                sample.unit(),
                volume,
                sample.userId(),
                sample.projectId(),
                sample.resourceId(),
                sample.timestamp(),
                sample.metadata(),
                sample.messageId());
    }

    /** A datagram with one field put, or taken away if the value is empty, and then signed properly. */
    public static byte[] signedWith(String key, Optional<WireValue> value) {
        Map<WireValue, WireValue> fields = new LinkedHashMap<>();
        fields(new SampleCodec(SECRET).encode(sample("m1")))
                .entries()
                .forEach(entry -> fields.put(entry.key(), entry.value()));
        fields.remove(WireValue.Text.of("message_signature"));
        value.ifPresentOrElse(
                present -> fields.put(WireValue.Text.of(key), present), () -> fields.remove(WireValue.Text.of(key)));
        String signature = new SampleSignature(SECRET).sign(map(fields), SignatureDialect.PYTHON_3_NEWTON);
        fields.put(WireValue.Text.of("message_signature"), WireValue.Text.of(signature));
        return WireWriter.write(map(fields));
    }

    /** What a good datagram holds. */
    public static WireMap fields(byte[] datagram) {
        return ((WireResult.Message) WireReader.read(datagram)).map();
    }

    private static WireMap map(Map<WireValue, WireValue> fields) {
        return new WireMap(fields.entrySet().stream()
                .map(entry -> new WireMap.Entry(entry.getKey(), entry.getValue()))
                .toList());
    }
}
