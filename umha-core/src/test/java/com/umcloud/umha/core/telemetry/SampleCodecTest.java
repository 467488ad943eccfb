package com.umcloud.umha.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.DecodeResult.Decoded;
import com.umcloud.umha.core.telemetry.DecodeResult.Undecodable;
import com.umcloud.umha.core.telemetry.wire.WireList;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import com.umcloud.umha.core.telemetry.wire.WireValue.Nil;
import com.umcloud.umha.core.telemetry.wire.WireValue.Real;
import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import com.umcloud.umha.core.telemetry.wire.WireValue.Whole;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleCodecTest {
    private final SampleCodec codec = new SampleCodec(Samples.SECRET);

    @Test
    void decodesWhatItEncoded() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("名字", "云主机一号");
        metadata.put("long", "x".repeat(300));
        metadata.put("whole", -5L);
        metadata.put("large", BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        metadata.put("broken", 0.1 + 0.2);
        metadata.put("flag", true);
        metadata.put("none", null);
        metadata.put("list", List.of("it's", 1L, List.of(), Map.of("k", 1L / 3.0)));
        metadata.put("map", Map.of("empty", Map.of()));
        Sample sample = Samples.withMetadata(Samples.sample("m1"), metadata);

        Decoded decoded = decoded(codec.encode(sample));

        assertThat(decoded.sample()).isEqualTo(sample);
        assertThat(decoded.verified()).isTrue();
        assertThat(decoded.signature()).hasSize(64);
        assertThat(decoded.measuredAt()).contains(Instant.parse("2016-05-01T12:34:56.789012Z"));
    }

    @Test
    void sendsTheDatagramThatMitakaSends() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("host", "compute-01");
        metadata.put("path", "/var/lib/nova/instances");
        metadata.put("backend", "nfs");
        metadata.put("status", "up");
        Sample sample = new Sample(
                "openstack",
                "storage_connectivity",
                "gauge",
                "status",
                1.0,
                null,
                null,
                "compute-01.example",
                "2016-05-01T12:34:56.789012",
                metadata,
                "6a1d3f9c-0f9a-11e6-9d4b-52540012abcd");

        String expected = CeilometerVectors.samples()
                .get(0)
                .path("datagram_hex")
                .path("mitaka-py3")
                .asText();
        assertThat(HexFormat.of().formatHex(codec.encode(sample))).isEqualTo(expected);
    }

    @Test
    void writesTextOf32To255BytesAsRaw16() {
        Sample sample = Samples.withMetadata(Samples.sample("m1"), Map.of("k", "y".repeat(200)));

        String datagram = HexFormat.of().formatHex(codec.encode(sample));

        assertThat(datagram).contains("da00c8" + "79".repeat(200));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 01",
        "0.0, 00",
        "-0.0, cb8000000000000000",
        "100.0, 64",
        "-1.0, ff",
        "255.0, ccff",
        "1e15, cf00038d7ea4c68000",
        "0.5, cb3fe0000000000000",
        "1e19, cb43e158e460913d00"
    })
    void sendsWholeVolumesAsIntegers(double volume, String wire) {
        byte[] datagram = codec.encode(Samples.withVolume(Samples.sample("m1"), volume));

        String key = HexFormat.of().formatHex("counter_volume".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(datagram)).contains(key + wire + "a7");
        assertThat(decoded(datagram).sample().volume()).isEqualTo(volume);
    }

    @Test
    void refusesToEncodeWhatNoSampleHolds() {
        Map<String, @Nullable Object> cycle = new HashMap<>();
        List<Object> items = new ArrayList<>();
        items.add(items);
        cycle.put("cycle", items);

        assertThatThrownBy(() -> codec.encode(Samples.withMetadata(Samples.sample("m1"), cycle)))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("32 levels");
        assertThatThrownBy(() -> codec.encode(Samples.withMetadata(Samples.sample("m1"), Map.of("now", Instant.EPOCH))))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("java.time.Instant");
    }

    @Test
    void takesAllWithoutASecretAndVerifiesNothing() {
        SampleCodec open = new SampleCodec(Secret.none());

        assertThat(((Decoded) open.decode(codec.encode(Samples.sample("m1")))).verified())
                .isFalse();
        Decoded unsigned = (Decoded) open.decode(open.encode(Samples.sample("m1")));
        assertThat(unsigned.signature()).isEmpty();
        assertThat(unsigned.verified()).isFalse();
    }

    @Test
    void acceptsEverySecretOfAChangeover() {
        SampleCodec changing = new SampleCodec(List.of(Secret.of("new"), Samples.SECRET));

        assertThat(((Decoded) changing.decode(codec.encode(Samples.sample("m1")))).verified())
                .isTrue();
        assertThat(((Decoded) changing.decode(changing.encode(Samples.sample("m1")))).verified())
                .isTrue();
        assertThat(undecodable(changing.encode(Samples.sample("m1"))).reason()).isEqualTo(DropReason.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source",
                "counter_name",
                "counter_type",
                "counter_unit",
                "counter_volume",
                "user_id",
                "project_id",
                "resource_id",
                "timestamp",
                "resource_metadata",
                "message_id"
            })
    void namesTheMissingField(String field) {
        Undecodable result = undecodable(Samples.signedWith(field, Optional.empty()));

        assertThat(result.reason()).isEqualTo(DropReason.MISSING_FIELD);
        assertThat(result.detail()).startsWith(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source",
                "counter_name",
                "counter_volume",
                "resource_id",
                "timestamp",
                "resource_metadata",
                "message_id"
            })
    void namesTheFieldOfAWrongType(String field) {
        Undecodable result = undecodable(Samples.signedWith(field, Optional.of(new WireList(List.of()))));

        assertThat(result.reason()).isEqualTo(DropReason.WRONG_TYPE);
        assertThat(result.detail()).startsWith(field);
    }

    @Test
    void readsVolumesAsMySqlStoresThem() {
        assertThat(volume(new Whole(7))).isEqualTo(7);
        assertThat(volume(new WireValue.Flag(true))).isEqualTo(1);
        assertThat(volume(new WireValue.BigWhole(BigInteger.TWO.pow(63)))).isEqualTo(0x1p63);
        assertThat(volume(Text.of("1.5"))).isEqualTo(1.5);
        assertThat(volume(Text.of(" -2e3 "))).isEqualTo(-2000);
        assertThat(volume(Nil.NIL)).isNull();
        for (WireValue bad : Arrays.asList(
                new Real(Double.NaN),
                new Real(Double.NEGATIVE_INFINITY),
                Text.of("abc"),
                Text.of(""),
                Text.of("NaN"),
                Text.of("1e999"),
                Text.of("0x10"),
                Text.of("1d"))) {
            assertThat(undecodable(Samples.signedWith("counter_volume", Optional.of(bad)))
                            .reason())
                    .as("%s", bad)
                    .isEqualTo(DropReason.BAD_VOLUME);
        }
    }

    @Test
    void showsWhatASenderWroteOnlyAsHarmlessText() {
        Undecodable result = undecodable(Samples.signedWith(
                "timestamp", Optional.of(Text.of("2016\r\nforged line\u001b[31m" + "z".repeat(99)))));

        assertThat(result.reason()).isEqualTo(DropReason.BAD_TIMESTAMP);
        assertThat(result.detail()).contains("2016??forged line?[31m").hasSizeLessThan(120);
    }

    @Test
    void takesNilForWhatMayBeAbsent() {
        assertThat(decoded(Samples.signedWith("timestamp", Optional.of(Nil.NIL)))
                        .measuredAt())
                .isEmpty();
        assertThat(decoded(Samples.signedWith("resource_metadata", Optional.of(Nil.NIL)))
                        .sample()
                        .metadata())
                .isEmpty();
        assertThat(decoded(Samples.signedWith("counter_unit", Optional.of(Nil.NIL)))
                        .sample()
                        .unit())
                .isNull();
        assertThat(undecodable(Samples.signedWith("counter_name", Optional.of(Nil.NIL)))
                        .reason())
                .isEqualTo(DropReason.WRONG_TYPE);
    }

    @Test
    void signsUnknownKeysToo() {
        Decoded decoded = decoded(Samples.signedWith("monotonic_time", Optional.of(new Real(12345.678))));

        assertThat(decoded.message().get(Text.of("monotonic_time"))).contains(new Real(12345.678));
    }

    @ParameterizedTest
    @CsvSource({
        "empty-datagram, EMPTY",
        "truncated, TRUNCATED",
        "trailing-byte, UNDECODABLE",
        "invalid-utf8, UNDECODABLE",
        "garbage, NOT_A_MAP",
        "int, NOT_A_MAP",
        "string, NOT_A_MAP",
        "empty-list, NOT_A_MAP",
        "empty-map, BAD_SIGNATURE",
        "tampered-volume, BAD_SIGNATURE",
        "no-signature, BAD_SIGNATURE",
        "sig-none, BAD_SIGNATURE",
        "sig-int, BAD_SIGNATURE",
        "sig-empty, BAD_SIGNATURE",
        "sig-list, BAD_SIGNATURE",
        "resource-id-as-bin, WRONG_TYPE",
        "missing-counter_name, MISSING_FIELD",
        "vol-nan, BAD_VOLUME",
        "vol-badtext, BAD_VOLUME",
        "ts-bad, BAD_TIMESTAMP",
        "ts-empty, BAD_TIMESTAMP",
        "ts-int, WRONG_TYPE",
        "ts-float, WRONG_TYPE",
        "name-null, WRONG_TYPE",
        "resource-null, WRONG_TYPE"
    })
    void namesTheReasonOfABadDatagram(String id, DropReason reason) {
        Undecodable result = undecodable(CeilometerVectors.raw(id));

        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.detail()).isNotBlank();
    }

    private @Nullable Double volume(WireValue value) {
        return decoded(Samples.signedWith("counter_volume", Optional.of(value)))
                .sample()
                .volume();
    }

    private Decoded decoded(byte[] datagram) {
        DecodeResult result = codec.decode(datagram);
        assertThat(result).isInstanceOf(Decoded.class);
        return (Decoded) result;
    }

    private Undecodable undecodable(byte[] datagram) {
        DecodeResult result = codec.decode(datagram);
        assertThat(result).isInstanceOf(Undecodable.class);
        return (Undecodable) result;
    }
}
