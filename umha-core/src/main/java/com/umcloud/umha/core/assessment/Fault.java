package com.umcloud.umha.core.assessment;

/** A way in which a host has failed; the first one in this order names an incident. */
public enum Fault {
    POWERED_OFF,
    PANICKED,
    STORAGE_LOST,
    PATH_LOST,
    BUSINESS_LOST
}
