package com.umcloud.umha.api.notify;

/** How urgently a person is wanted. */
public enum Severity {
    /** For the record. */
    INFO,
    /** Something is not as it should be; nothing has to be done at once. */
    WARNING,
    /** Customers are, or may be, down, or a person has to decide. */
    CRITICAL
}
