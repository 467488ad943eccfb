package com.umcloud.umha.core.store.ceilometer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Ceilometer's own code wrote for a sample: metadata as the sender ordered them, and the columns. */
record StorageVector(String id, Map<String, @Nullable Object> metadata, JsonNode expected) {
    static List<StorageVector> all() {
        try (InputStream in = StorageVector.class.getResourceAsStream("storage-vectors.json")) {
            List<StorageVector> vectors = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(in)) {
                vectors.add(new StorageVector(node.get("id").asText(), map(node.get("metadata")), node));
            }
            return vectors;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String text(String field) {
        return expected.get(field).asText();
    }

    /** Rows of one table in order: key and value as text, NULL for null. */
    List<String> rows(String table) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : expected.get("metadata_rows")) {
            if (row.get(0).asText().equals(table)) {
                rows.add(row.get(1).asText() + "=" + value(row.get(2)));
            }
        }
        return rows;
    }

    @Override
    public String toString() {
        return id;
    }

    private static Map<String, @Nullable Object> map(JsonNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.has("$nonfinite")) {
            return Double.valueOf(
                    node.get("$nonfinite").asText().replace("inf", "Infinity").replace("nan", "NaN"));
        }
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item)));
            return list;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.asBoolean() : node.isNull() ? null : node.asText();
    }
}
