package com.umcloud.umha.testkit.contract;

/** What an owner can ask for while the host has just died and the cloud has not noticed: it is begun and never ends. */
public enum OwnerRequest {
    SOFT_REBOOT,
    HARD_REBOOT,
    CHANGE_PASSWORD,
    REBUILD,
    COLD_MIGRATE,
    STOP,
    PAUSE,
    DELETE
}
