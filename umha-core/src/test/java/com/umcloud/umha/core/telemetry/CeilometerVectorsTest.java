package com.umcloud.umha.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.DecodeResult.Decoded;
import com.umcloud.umha.core.telemetry.DecodeResult.Undecodable;
import com.umcloud.umha.core.telemetry.signature.SampleSignature;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireReader;
import com.umcloud.umha.core.telemetry.wire.WireResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class CeilometerVectorsTest {
    private static final String RECORDED = "mitaka_collector_py3";

    @TestFactory
    Stream<DynamicTest> decodesTheSampleOfEveryEngine() {
        return forEverySampleAndEngine((vector, engine) -> {
            SampleCodec codec = new SampleCodec(secret(vector));

            DecodeResult result = codec.decode(datagram(vector, engine));

            assertThat(result).isInstanceOf(Decoded.class);
            Decoded decoded = (Decoded) result;
            JsonNode sent = vector.path("sample");
            assertThat(decoded.verified()).isEqualTo(!secret(vector).isEmpty());
            assertThat(decoded.sample().name()).isEqualTo(sent.path("name").asText());
            assertThat(decoded.sample().resourceId())
                    .isEqualTo(sent.path("resource_id").asText());
            assertThat(decoded.sample().volume()).isEqualTo(sent.path("volume").asDouble());
            assertThat(decoded.sample().messageId()).isEqualTo(sent.path("id").asText());
            assertThat(decoded.sample().userId()).isEqualTo(sent.path("user_id").textValue());
            assertThat(decoded.measuredAt().map(SampleTimestamp::format))
                    .contains(sent.path("timestamp").asText());
            assertThat(decoded.sample().metadata())
                    .hasSize(sent.path("resource_metadata").size());
        });
    }

    @TestFactory
    Stream<DynamicTest> computesTheTextAndTheSignatureOfEveryEngine() {
        return forEverySampleAndEngine((vector, engine) -> {
            WireMap message = message(datagram(vector, engine));
            JsonNode expected = signature(vector, engine);
            StringBuilder text = new StringBuilder();
            expected.path("signed_pairs").forEach(pair -> pair.forEach(part -> text.append(part.asText())));

            assertThat(new SampleSignature(secret(vector)).sign(message, CeilometerVectors.dialect(engine)))
                    .isEqualTo(expected.path("signature").asText());
            assertThat(SampleSignature.signedText(message, CeilometerVectors.dialect(engine)))
                    .hasValueSatisfying(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                            .isEqualTo(text.toString()));
        });
    }

    @TestFactory
    Stream<DynamicTest> verifiesAmongEnginesAsTheyDo() {
        return forEverySampleAndEngine((vector, engine) -> {
            WireMap message = message(datagram(vector, engine));
            JsonNode matrix = vector.path("verify_sender_to_receiver");
            vector.path("datagram_hex").fieldNames().forEachRemaining(receiver -> {
                boolean expected =
                        matrix.isTextual() || matrix.path(engine).path(receiver).asBoolean();
                assertThat(new SampleSignature(secret(vector)).verify(message, CeilometerVectors.dialect(receiver)))
                        .as("received by %s", receiver)
                        .isEqualTo(expected);
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> verifiesRawDatagramsAsTheEnginesDo() {
        SampleSignature signature = new SampleSignature(Secret.of(CeilometerVectors.RAW_SECRET));
        return CeilometerVectors.raw().stream()
                .map(raw -> DynamicTest.dynamicTest(raw.path("id").asText(), () -> {
                    WireResult result = WireReader.read(CeilometerVectors.bytes(raw.path("datagram_hex")));
                    vectorEngines().forEach(engine -> {
                        JsonNode verify = raw.path("verify");
                        boolean expected =
                                verify.isObject() ? verify.path(engine).asBoolean() : verify.asBoolean();
                        boolean verified = result instanceof WireResult.Message read
                                && signature.verify(read.map(), CeilometerVectors.dialect(engine));
                        assertThat(verified).as("by %s", engine).isEqualTo(expected);
                    });
                }));
    }

    /** What a real collector stored we take, but for what only the columns of its tables refuse. */
    @TestFactory
    Stream<DynamicTest> takesTheRawDatagramsThatARealCollectorStored() {
        Map<String, DropReason> stricter = Map.of("meta-string", DropReason.WRONG_TYPE);
        SampleCodec codec = new SampleCodec(Secret.of(CeilometerVectors.RAW_SECRET));
        return CeilometerVectors.raw().stream()
                .map(raw -> DynamicTest.dynamicTest(raw.path("id").asText(), () -> {
                    String id = raw.path("id").asText();
                    DecodeResult result = codec.decode(CeilometerVectors.bytes(raw.path("datagram_hex")));
                    String error = raw.path(RECORDED).path("exception").asText();
                    boolean stored = raw.path(RECORDED).path("result").asText().startsWith("stored");
                    boolean refusedByColumn = error.contains("DBDataError") && error.contains("Data too long");
                    if (stricter.containsKey(id)) {
                        assertThat(((Undecodable) result).reason()).isEqualTo(stricter.get(id));
                    } else {
                        assertThat(result instanceof Decoded).as("%s", result).isEqualTo(stored || refusedByColumn);
                    }
                }));
    }

    private static Stream<String> vectorEngines() {
        return Stream.of("mitaka-py27", "newton-py27", "mitaka-py3", "newton-py3", "v19-py3");
    }

    private static Stream<DynamicTest> forEverySampleAndEngine(Check check) {
        return CeilometerVectors.samples().stream()
                .flatMap(vector -> vectorEngines()
                        .map(engine -> DynamicTest.dynamicTest(
                                vector.path("id").asText() + " from " + engine, () -> check.run(vector, engine))));
    }

    private static Secret secret(JsonNode vector) {
        return Secret.of(vector.path("secret").asText());
    }

    private static byte[] datagram(JsonNode vector, String engine) {
        return CeilometerVectors.bytes(vector.path("datagram_hex").path(engine));
    }

    private static WireMap message(byte[] datagram) {
        WireResult result = WireReader.read(datagram);
        assertThat(result).isInstanceOf(WireResult.Message.class);
        return ((WireResult.Message) result).map();
    }

    private static JsonNode signature(JsonNode vector, String engine) {
        for (JsonNode candidate : vector.path("signatures")) {
            for (JsonNode name : candidate.path("engines")) {
                if (name.asText().equals(engine)) {
                    return candidate;
                }
            }
        }
        throw new IllegalArgumentException("no signature of " + engine);
    }

    private interface Check {
        void run(JsonNode vector, String engine);
    }
}
