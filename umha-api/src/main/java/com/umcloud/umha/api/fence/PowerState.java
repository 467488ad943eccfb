package com.umcloud.umha.api.fence;

/** The power state of a host as its device reports it. There is no "unknown" here: that is a failed reading. */
public enum PowerState {
    ON,
    OFF
}
