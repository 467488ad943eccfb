package com.umcloud.umha.api.evacuate;

/** Nova's server statuses (Compute API guide, "Server concepts"). */
public enum InstanceStatus {
    ACTIVE,
    BUILD,
    DELETED,
    ERROR,
    HARD_REBOOT,
    MIGRATING,
    PASSWORD,
    PAUSED,
    REBOOT,
    REBUILD,
    RESCUE,
    RESIZE,
    REVERT_RESIZE,
    SHELVED,
    SHELVED_OFFLOADED,
    SHUTOFF,
    SOFT_DELETED,
    SUSPENDED,
    UNKNOWN,
    VERIFY_RESIZE
}
