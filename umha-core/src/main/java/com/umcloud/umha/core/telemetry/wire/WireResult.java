package com.umcloud.umha.core.telemetry.wire;

/** What reading a datagram gave. */
public sealed interface WireResult {
    /** The datagram was one well-formed map. */
    record Message(WireMap map) implements WireResult {}

    /** The datagram was something else; the detail says what and at which byte, in words of ours only. */
    record Malformed(Malformation malformation, String detail) implements WireResult {}
}
