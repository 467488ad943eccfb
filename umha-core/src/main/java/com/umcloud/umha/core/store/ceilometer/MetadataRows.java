package com.umcloud.umha.core.store.ceilometer;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code metadata_text}, {@code _int}, {@code _float} and {@code _bool} that one resource has: nested maps
 * flattened with ".", lists with "[index]"; null is a text without value; empty maps and lists give no row.
 */
record MetadataRows(
        Map<String, @Nullable String> texts,
        Map<String, Long> integers,
        Map<String, Double> floats,
        Map<String, Boolean> truths) {
    private static final int KEY_LENGTH = 255;

    /**
     * @throws RefusedSample if a value or key does not fit into the tables; Ceilometer loses such a sample too
     */
    static MetadataRows of(Map<String, ?> metadata) throws RefusedSample {
        MetadataRows rows = new MetadataRows(
                new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        rows.addAll("", metadata);
        return rows;
    }

    private void addAll(String prefix, Map<?, ?> map) throws RefusedSample {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            add(prefix + entry.getKey(), entry.getValue());
        }
    }

    /** Depth is bounded: the hash was made before, by code that refuses deep values. */
    private void add(String key, @Nullable Object value) throws RefusedSample {
        if (value instanceof Map<?, ?> map) {
            addAll(key + ".", map);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(key + "[" + i + "]", list.get(i));
            }
        } else {
            addLeaf(key, value);
        }
    }

    private void addLeaf(String key, @Nullable Object value) throws RefusedSample {
        if (key.codePointCount(0, key.length()) > KEY_LENGTH) {
            throw new RefusedSample("a metadata key is longer than " + KEY_LENGTH + " characters");
        }
        if (value == null) {
            texts.put(key, null);
        } else if (value instanceof Boolean truth) {
            truths.put(key, truth);
        } else if (value instanceof BigInteger big) {
            if (big.bitLength() > 63) {
                throw new RefusedSample("metadata " + key + " is beyond 64 bits: " + big);
            }
            integers.put(key, big.longValue());
        } else if (PythonJson.isInteger(value)) {
            integers.put(key, ((Number) value).longValue());
        } else if (value instanceof Number number) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new RefusedSample("metadata " + key + " is " + number);
            }
            floats.put(key, number.doubleValue());
        } else {
            texts.put(key, value.toString());
        }
    }
}
