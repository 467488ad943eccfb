package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.telemetry.signature.PythonFloat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text byte for byte as Python's {@code json.dumps} writes it by default: ASCII only, separators ", " and ": ", floats
 * as {@link PythonFloat#shortest}, and the words NaN, Infinity and -Infinity. Ceilometer's {@code resource.metadata_hash} is the
 * MD5 of the sorted form, {@code resource.resource_metadata} holds the unsorted one.
 */
final class PythonJson {
    /** Deeper values are refused; no sender of samples nests like that. */
    static final int DEEPEST = 100;

    /** Python sorts text by code points, Java by UTF-16 units; they differ beyond U+FFFF. */
    static final Comparator<String> BY_CODE_POINTS = PythonJson::compareCodePoints;

    private static final HexFormat HEX = HexFormat.of();

    private final boolean sorted;
    private final StringBuilder out = new StringBuilder(128);

    private PythonJson(boolean sorted) {
        this.sorted = sorted;
    }

    /**
     * Keys sorted at every level.
     *
     * @throws IllegalArgumentException if it holds something that JSON has no word for, or nests too deep
     */
    static String sorted(Map<String, ?> value) {
        return write(value, true);
    }

    /** Keys in the map's own order; throws as {@link #sorted}. */
    static String unsorted(Map<String, ?> value) {
        return write(value, false);
    }

    private static String write(Map<String, ?> value, boolean sorted) {
        PythonJson json = new PythonJson(sorted);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("metadata nested deeper than " + DEEPEST);
        }
        if (value == null) {
            out.append("null");
        } else if (value instanceof CharSequence text) {
            text(text);
        } else if (value instanceof Boolean truth) {
            out.append(truth.toString().toLowerCase(Locale.ROOT));
        } else if (value instanceof Double || value instanceof Float) {
            out.append(number(((Number) value).doubleValue()));
        } else if (isInteger(value)) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            array(list, depth);
        } else {
            throw new IllegalArgumentException(
                    "metadata holds a " + value.getClass().getSimpleName());
        }
    }

    static boolean isInteger(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof BigInteger
                || value instanceof Short
                || value instanceof Byte;
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return PythonFloat.shortest(value);
    }

    private void object(Map<?, ?> map, int depth) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sorted) {
            entries.sort((a, b) -> compareCodePoints(String.valueOf(a.getKey()), String.valueOf(b.getKey())));
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : entries) {
            out.append(separator);
            text(String.valueOf(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ", ";
        }
        out.append('}');
    }

    private void array(List<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            value(item, depth + 1);
            separator = ", ";
        }
        out.append(']');
    }

    private void text(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        out.append(c);
                    } else {
                        out.append("\\u").append(HEX.toHexDigits(c));
                    }
                }
            }
        }
        out.append('"');
    }

    private static int compareCodePoints(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length()) {
            int left = a.codePointAt(i);
            int right = b.codePointAt(i);
            if (left != right) {
                return Integer.compare(left, right);
            }
            i += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }
}
