package com.umcloud.umha.testkit.contract;

/** A way in which a request to the cloud goes wrong on its way. */
public enum ApiFault {
    /** 503 is answered, and nothing is done. */
    UNAVAILABLE,
    /** The connection is closed, and nothing is done. */
    RESET_BEFORE_EFFECT,
    /** It is done, and the connection is closed without an answer. */
    RESET_AFTER_EFFECT,
    /** It is done, and the answer takes longer than anybody waits. */
    LATE_AFTER_EFFECT
}
