package com.umcloud.umha.core.telemetry.wire;

import com.google.common.base.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A part of a byte array that nobody changes any more, usually of the datagram itself: a text is compared, sorted and
 * signed as it arrived, and becomes a Java string only when somebody needs one. The order is that of unsigned bytes, which
 * for UTF-8 is the order of code points.
 */
public final class WireBytes implements Comparable<WireBytes> {
    private final byte[] array;
    private final int offset;
    private final int length;

    WireBytes(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** The UTF-8 bytes of a Java string. */
    public static WireBytes ofText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new WireBytes(bytes, 0, bytes.length);
    }

    public int length() {
        return length;
    }

    /** The byte at an index from 0 to {@code length() - 1}, as 0 to 255. */
    public int unsignedByte(int index) {
        return array[offset + index] & 0xff;
    }

    /** Copies all bytes into {@code target} from {@code position} on. */
    public void copyTo(byte[] target, int position) {
        System.arraycopy(array, offset, target, position, length);
    }

    /** The bytes, copied. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    boolean isUtf8() {
        return Utf8.isWellFormed(array, offset, length);
    }

    @Override
    public int compareTo(WireBytes other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireBytes that
                && length == that.length
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = length;
        for (int index = offset; index < offset + length; index++) {
            hash = 31 * hash + array[index];
        }
        return hash;
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
