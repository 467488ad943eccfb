package com.umcloud.umha.core.assessment;

/** What the fence agent said of a host's power in one interval. */
public enum PowerObservation {
    ON,
    OFF,
    /** The device did not answer. */
    UNREACHABLE,
    /** The device answered, but not with a power state (credentials, refusal, nonsense). */
    UNREADABLE,
    /** The device was not asked: the host is well, or it has no device that may be trusted. */
    NOT_ASKED
}
