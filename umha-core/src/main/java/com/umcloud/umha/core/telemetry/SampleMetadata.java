package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.telemetry.wire.WireList;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireReader;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata between Java's types and the wire's. */
final class SampleMetadata {
    private SampleMetadata() {}

    /** Whether a value holds binary, for which Ceilometer has no JSON form. */
    static boolean holdsBinary(WireValue value) {
        if (value instanceof WireMap map) {
            return map.entries().stream().anyMatch(entry -> holdsBinary(entry.value()));
        }
        if (value instanceof WireList list) {
            return list.items().stream().anyMatch(SampleMetadata::holdsBinary);
        }
        return value instanceof WireValue.Binary;
    }

    /** A map without binary: text, Boolean, Long, BigInteger, Double, null, lists and maps; number keys become text. */
    static Map<String, @Nullable Object> fromWire(WireMap map) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        for (WireMap.Entry entry : map.entries()) {
            metadata.put(keyText(entry.key()), valueFromWire(entry.value()));
        }
        return Collections.unmodifiableMap(metadata);
    }

    private static String keyText(WireValue key) {
        return key instanceof WireValue.Whole whole ? Long.toString(whole.value()) : key.toString();
    }

    private static @Nullable Object valueFromWire(WireValue value) {
        if (value instanceof WireValue.Text text) {
            return text.toString();
        }
        if (value instanceof WireValue.Whole whole) {
            return whole.value();
        }
        if (value instanceof WireValue.Real real) {
            return real.value();
        }
        if (value instanceof WireValue.Flag flag) {
            return flag.value();
        }
        if (value instanceof WireValue.BigWhole whole) {
            return whole.value();
        }
        if (value instanceof WireMap map) {
            return fromWire(map);
        }
        if (value instanceof WireList list) {
            List<@Nullable Object> items = new ArrayList<>(list.items().size());
            list.items().forEach(item -> items.add(valueFromWire(item)));
            return Collections.unmodifiableList(items);
        }
        return null;
    }

    /**
     * The wire form of metadata.
     *
     * @throws UmhaException INTERNAL for a value that no sample can hold, or nested too deep
     */
    static WireMap toWire(Map<?, ?> metadata) {
        return mapToWire(metadata, 2);
    }

    private static WireMap mapToWire(Map<?, ?> map, int depth) {
        List<WireMap.Entry> entries = new ArrayList<>(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw refusal("a key that is not text");
            }
            entries.add(new WireMap.Entry(WireValue.Text.of(key), valueToWire(entry.getValue(), depth)));
        }
        return new WireMap(entries);
    }

    private static WireValue valueToWire(@Nullable Object value, int depth) {
        if (value == null) {
            return WireValue.Nil.NIL;
        }
        if (value instanceof String text) {
            return WireValue.Text.of(text);
        }
        if (value instanceof Boolean flag) {
            return new WireValue.Flag(flag);
        }
        if (value instanceof Double || value instanceof Float) {
            return new WireValue.Real(((Number) value).doubleValue());
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return new WireValue.Whole(((Number) value).longValue());
        }
        if (value instanceof BigInteger whole) {
            return wholeToWire(whole);
        }
        if (depth >= WireReader.MAXIMUM_DEPTH) {
            throw refusal("more than " + WireReader.MAXIMUM_DEPTH + " levels");
        }
        if (value instanceof Map<?, ?> map) {
            return mapToWire(map, depth + 1);
        }
        if (value instanceof List<?> list) {
            return new WireList(
                    list.stream().map(item -> valueToWire(item, depth + 1)).toList());
        }
        throw refusal("a value of " + value.getClass().getName());
    }

    private static WireValue wholeToWire(BigInteger whole) {
        if (whole.bitLength() < Long.SIZE) {
            return new WireValue.Whole(whole.longValue());
        }
        if (whole.signum() > 0 && whole.bitLength() == Long.SIZE) {
            return new WireValue.BigWhole(whole);
        }
        throw refusal("a whole number outside of 64 bits");
    }

    private static UmhaException refusal(String what) {
        return new UmhaException(
                FailureType.INTERNAL,
                "metadata of a sample hold " + what
                        + "; allowed are text, 64-bit numbers, booleans, null, and lists and maps of them");
    }
}
