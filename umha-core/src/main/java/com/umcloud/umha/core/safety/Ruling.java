package com.umcloud.umha.core.safety;

/** What a gate says. */
public enum Ruling {
    /** Nothing against acting. */
    PASS,
    /** Not now; asked again with every observation. */
    HOLD,
    /** This host is left alone: no incident is opened. */
    EXEMPT,
    /** Everything is decided and told, nothing is done. */
    REHEARSE
}
