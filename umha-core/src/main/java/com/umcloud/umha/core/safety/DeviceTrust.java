package com.umcloud.umha.core.safety;

/** What is known about the fence device of a host. */
public enum DeviceTrust {
    /** It read on while the host was alive. */
    PROVEN,
    /** It was not read yet while the host was alive. */
    UNPROVEN,
    /** It read off while the host was alive, or belongs to another system: it is never used. */
    QUARANTINED,
    /** The host has none. */
    NONE
}
