package com.umcloud.umha.core.safety;

import com.umcloud.umha.api.fence.FenceDevice;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The fence device that an incident's readings and commands are for: no other one is asked in its place. Immutable.
 *
 * @param identity as {@link #identityOf} says it
 * @param system the UUID of the host's system, as its agent named it; empty if nothing has
 * @param proven whether it had read on while the host was alive when the incident was opened: then no other device takes its place
 *     that does not name the host's system
 * @param exchanged whether it is asked for its system with each call until it has named the host's: it had not when the incident
 *     was opened, or took the place of another one since
 */
public record DeviceBinding(String identity, Optional<UUID> system, boolean proven, boolean exchanged) {
    public DeviceBinding {
        Objects.requireNonNull(identity, "identity");
        system = Objects.requireNonNullElse(system, Optional.empty());
    }

    /**
     * What tells a device from others: its address with the port, and its options, such as the outlet of a power strip. They are
     * shortened to a number, as they may hold secrets. Who logs in, and with what, is no part of it.
     */
    public static String identityOf(FenceDevice device) {
        return device.options().isEmpty()
                ? device.address()
                : device.address() + " with options "
                        + Integer.toHexString(device.options().hashCode());
    }
}
