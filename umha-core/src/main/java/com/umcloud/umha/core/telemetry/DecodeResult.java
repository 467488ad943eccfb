package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.core.telemetry.wire.WireMap;
import java.time.Instant;
import java.util.Optional;

/** What decoding a datagram gave. */
public sealed interface DecodeResult {
    /**
     * A sample.
     *
     * @param sample what was sent
     * @param measuredAt the sample's own time; empty if it carried none
     * @param signature the signature it carried, empty text if none
     * @param verified whether there is a secret and the signature fits
     * @param message everything the datagram held, keys that are unknown to us included
     */
    record Decoded(Sample sample, Optional<Instant> measuredAt, String signature, boolean verified, WireMap message)
            implements DecodeResult {}

    /**
     * No sample.
     *
     * @param detail for the operator; never longer than a line, and without control characters whatever the sender wrote
     */
    record Undecodable(DropReason reason, String detail) implements DecodeResult {}
}
