package com.umcloud.umha.core.observation;

import com.umcloud.umha.core.safety.DeviceTrust;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known about the fence device of one host.
 *
 * @param device which device that is, as {@link com.umcloud.umha.core.safety.DeviceBinding#identityOf} says it
 * @param trust whether it may be used
 * @param matchesUuid whether device and agent name the same system UUID
 * @param system the system UUID that the host's agent names; empty if it does not
 * @param readable whether it could be read when it was last asked
 * @param checkedAt when it was last asked while the host was alive, in steady time
 * @param detail one line for the operator
 */
public record DeviceCheck(
        String device,
        DeviceTrust trust,
        boolean matchesUuid,
        Optional<UUID> system,
        boolean readable,
        Instant checkedAt,
        String detail) {
    public DeviceCheck {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(detail, "detail");
    }
}
