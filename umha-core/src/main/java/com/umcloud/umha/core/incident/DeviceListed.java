package com.umcloud.umha.core.incident;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The fence device that is written down for the host at this moment, and what is known of it.
 *
 * @param identity what tells it from other devices; empty if the host has none, or nobody has looked
 * @param proven whether it counts as the host's own: it has read on while the host was alive
 * @param matches whether this very device has named the system UUID that the host's agent names
 * @param system the system UUID that the host's agent has named, also before the start; empty if it has not
 */
public record DeviceListed(Optional<String> identity, boolean proven, boolean matches, Optional<UUID> system) {
    /** Nothing is said of a device. */
    public static final DeviceListed NOTHING = new DeviceListed(Optional.empty(), false, false, Optional.empty());

    public DeviceListed {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(system, "system");
    }
}
