package com.umcloud.umha.core.observation;

import com.umcloud.umha.core.safety.DeviceTrust;
import java.time.Instant;
import java.util.Objects;

/**
 * What is known about the fence device of one host.
 *
 * @param trust whether it may be used
 * @param matchesUuid whether device and agent name the same system UUID
 * @param readable whether it could be read when it was last asked
 * @param checkedAt when it was last asked while the host was alive, in steady time
 * @param detail one line for the operator
 */
public record DeviceCheck(DeviceTrust trust, boolean matchesUuid, boolean readable, Instant checkedAt, String detail) {
    public DeviceCheck {
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(detail, "detail");
    }
}
