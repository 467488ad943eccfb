package com.umcloud.umha.core.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.umcloud.umha.core.telemetry.signature.SignatureDialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Datagrams and signatures that real Ceilometers made, and what real collectors did with them. */
public final class CeilometerVectors {
    /** The secret of all raw datagrams. */
    public static final String RAW_SECRET = "umha-test-secret";

    private static final JsonNode ROOT = load();

    private CeilometerVectors() {}

    /** The signed samples. */
    public static List<JsonNode> samples() {
        return children("vectors");
    }

    /** Hand-made datagrams, good and bad. */
    public static List<JsonNode> raw() {
        return children("raw");
    }

    /** The bytes of one raw datagram. */
    public static byte[] raw(String id) {
        return raw().stream()
                .filter(node -> node.path("id").asText().equals(id))
                .map(node -> bytes(node.path("datagram_hex")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no raw datagram " + id));
    }

    static byte[] bytes(JsonNode hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal.asText());
    }

    static SignatureDialect dialect(String engine) {
        return switch (engine) {
            case "mitaka-py27", "newton-py27" -> SignatureDialect.PYTHON_2;
            case "mitaka-py3" -> SignatureDialect.PYTHON_3_MITAKA;
            default -> SignatureDialect.PYTHON_3_NEWTON;
        };
    }

    private static List<JsonNode> children(String key) {
        List<JsonNode> children = new ArrayList<>();
        ROOT.path(key).forEach(children::add);
        return children;
    }

    private static JsonNode load() {
        try (InputStream resource = CeilometerVectors.class.getResourceAsStream("/telemetry/ceilometer-vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(resource, "the vectors are there"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
