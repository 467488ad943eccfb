package com.umcloud.umha.core.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * What an incident knows about its host and its fence device besides the readings of the power. Immutable.
 *
 * @param deviceMatches whether the device was known by its UUID to be the host's own when the incident was opened
 * @param deviceSeenOn whether the device ever read on, while the host was alive or in this incident: one that never did may be
 *     another system's, and its reading of off proves nothing
 * @param vouchedAt when somebody vouched that the host is off
 * @param lastSign the newest sign of life since fencing began
 * @param committed whether the host was proven off once: from then on its instances are seen to the end, whatever it does
 */
public record Evidence(
        boolean deviceMatches,
        boolean deviceSeenOn,
        Optional<Instant> vouchedAt,
        Optional<Instant> lastSign,
        boolean committed) {
    static final Evidence NONE = new Evidence(false, false, Optional.empty(), Optional.empty(), false);

    Evidence ofDevice(boolean matches, boolean seenOn) {
        return new Evidence(matches, seenOn, vouchedAt, lastSign, committed);
    }

    Evidence vouched(Optional<Instant> at) {
        return new Evidence(deviceMatches, deviceSeenOn, at, lastSign, committed);
    }

    Evidence sign(Instant at) {
        boolean newer = lastSign.map(at::isAfter).orElse(true);
        return newer ? new Evidence(deviceMatches, deviceSeenOn, vouchedAt, Optional.of(at), committed) : this;
    }

    Evidence commit() {
        return new Evidence(deviceMatches, deviceSeenOn, vouchedAt, lastSign, true);
    }
}
