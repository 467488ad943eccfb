package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an incident knows about its host and its fence device besides the readings of the power. Immutable.
 *
 * @param deviceMatches whether the device was known by its UUID to be the host's own when the incident was bound to it
 * @param deviceSeenOn whether the device ever read on, while the host was alive or in this incident: one that never did may be
 *     another system's, and its reading of off proves nothing
 * @param vouchedAt when somebody vouched that the host is off
 * @param lastSign the newest sign of life since fencing began
 * @param committed whether the host was proven off once: from then on its instances are seen to the end, whatever it does
 * @param device the device that the incident is bound to; empty if none was written down, and in a document of an older version
 */
public record Evidence(
        boolean deviceMatches,
        boolean deviceSeenOn,
        Optional<Instant> vouchedAt,
        Optional<Instant> lastSign,
        boolean committed,
        Optional<DeviceBinding> device) {
    static final Evidence NONE =
            new Evidence(false, false, Optional.empty(), Optional.empty(), false, Optional.empty());

    public Evidence {
        device = Objects.requireNonNullElse(device, Optional.empty());
    }

    Evidence seenOn() {
        return bound(device, deviceMatches, true);
    }

    Evidence bound(Optional<DeviceBinding> to, boolean matches, boolean seenOn) {
        return new Evidence(matches, seenOn, vouchedAt, lastSign, committed, to);
    }

    Evidence vouched(Optional<Instant> at) {
        return new Evidence(deviceMatches, deviceSeenOn, at, lastSign, committed, device);
    }

    Evidence sign(Instant at) {
        boolean newer = lastSign.map(at::isAfter).orElse(true);
        return newer ? new Evidence(deviceMatches, deviceSeenOn, vouchedAt, Optional.of(at), committed, device) : this;
    }

    Evidence commit() {
        return new Evidence(deviceMatches, deviceSeenOn, vouchedAt, lastSign, true, device);
    }
}
