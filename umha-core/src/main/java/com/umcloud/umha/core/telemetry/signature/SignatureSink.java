package com.umcloud.umha.core.telemetry.signature;

import com.umcloud.umha.core.telemetry.wire.WireBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * Gathers the bytes to be signed, up to {@value #LIMIT}: a forged message could repeat a long key path for each of
 * thousands of values. What goes beyond is not kept, and the message counts as one that cannot be signed.
 */
final class SignatureSink {
    /** Sixteen of the largest datagrams; a message that Ceilometer sends is signed over about twice its size. */
    static final int LIMIT = 1 << 20;

    private static final int USUAL_SIZE = 4096;
    private static final int KEPT_SIZE = 1 << 16;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;
    private boolean refused;

    /** Forgets everything, and a buffer that had to grow far. */
    void clear() {
        size = 0;
        refused = false;
        if (bytes.length > KEPT_SIZE) {
            bytes = new byte[USUAL_SIZE];
        }
    }

    void append(WireBytes part) {
        if (reserve(part.length())) {
            part.copyTo(bytes, size);
            size += part.length();
        }
    }

    /** Appends a text of ASCII characters. */
    void append(String ascii) {
        int length = ascii.length();
        if (reserve(length)) {
            for (int index = 0; index < length; index++) {
                bytes[size++] = (byte) ascii.charAt(index);
            }
        }
    }

    /** Appends one byte. */
    void append(char ascii) {
        if (reserve(1)) {
            bytes[size++] = (byte) ascii;
        }
    }

    /** Appends a character of any plane as UTF-8. */
    void appendCodePoint(int codePoint) {
        byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        if (reserve(encoded.length)) {
            System.arraycopy(encoded, 0, bytes, size, encoded.length);
            size += encoded.length;
        }
    }

    /** Marks the message as one that has no signature in this dialect. */
    void refuse() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    int size() {
        return size;
    }

    /** Takes back everything after {@code position}. */
    void truncate(int position) {
        size = Math.min(size, position);
    }

    void appendFrom(SignatureSink other) {
        refused |= other.refused;
        if (reserve(other.size)) {
            System.arraycopy(other.bytes, 0, bytes, size, other.size);
            size += other.size;
        }
    }

    void updateInto(Mac mac) {
        mac.update(bytes, 0, size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private boolean reserve(int more) {
        if (refused || more > LIMIT - size) {
            refused = true;
            return false;
        }
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.min(LIMIT, Math.max(size + more, 2 * bytes.length)));
        }
        return true;
    }
}
