package com.umcloud.umha.core.telemetry;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A sample as it arrived at the collector.
 *
 * @param sample what was sent
 * @param signature the hex signature it carried; empty text if none
 * @param verified whether a secret is set and the signature fits; only such a sample may judge a host
 * @param measuredAt the sample's own time; empty if it carried none
 * @param receivedAt when the datagram was read, by this host's clock
 * @param sender the address it came from
 */
public record ReceivedSample(
        Sample sample,
        String signature,
        boolean verified,
        Optional<Instant> measuredAt,
        Instant receivedAt,
        InetAddress sender) {
    public ReceivedSample {
        Objects.requireNonNull(sample, "sample");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(sender, "sender");
    }
}
