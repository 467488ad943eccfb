package com.umcloud.umha.core.telemetry.wire;

/** What can be wrong with the bytes of a datagram, whatever they should have meant. */
public enum Malformation {
    /** No byte at all. */
    EMPTY,
    /** The bytes end before the value does, or a header announces more than there is. */
    TRUNCATED,
    /** Not msgpack, text that is not UTF-8, or bytes after the value. */
    UNREADABLE,
    /** msgpack, but not a map. */
    NOT_A_MAP,
    /** A value of a type that no sample has: an extension, or a map with keys that Python could not sort. */
    FOREIGN_TYPE,
    /** Nested deeper than {@value WireReader#MAXIMUM_DEPTH} levels. */
    TOO_DEEP
}
