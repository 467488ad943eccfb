package com.umcloud.umha.core.telemetry.wire;

import java.math.BigInteger;

/**
 * One msgpack value as it is on the wire. Whole and broken numbers, text and binary are kept apart, because Ceilometer's
 * signature is computed over texts that differ for them. Extension types do not occur in samples and have no form here.
 */
public sealed interface WireValue
        permits WireValue.Nil,
                WireValue.Flag,
                WireValue.Whole,
                WireValue.BigWhole,
                WireValue.Real,
                WireValue.Text,
                WireValue.Binary,
                WireList,
                WireMap {
    /** msgpack {@code nil}. */
    enum Nil implements WireValue {
        NIL
    }

    /** msgpack {@code bool}. */
    record Flag(boolean value) implements WireValue {}

    /** An integer between -2^63 and 2^63 - 1. */
    record Whole(long value) implements WireValue {}

    /** An integer from 2^63 to 2^64 - 1. */
    record BigWhole(BigInteger value) implements WireValue {}

    /** A float of 32 or 64 bits. */
    record Real(double value) implements WireValue {}

    /** Text: the raw and str families, valid UTF-8. */
    record Text(WireBytes bytes) implements WireValue {
        /** The text of a Java string; an unpaired surrogate becomes a question mark. */
        public static Text of(String text) {
            return new Text(WireBytes.ofText(text));
        }

        @Override
        public String toString() {
            return bytes.text();
        }
    }

    /** The bin family. */
    record Binary(WireBytes bytes) implements WireValue {}
}
