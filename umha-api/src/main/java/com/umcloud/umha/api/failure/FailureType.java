package com.umcloud.umha.api.failure;

/** What kind of thing went wrong, so that the caller can tell a mistake to mend from a state to wait out. */
public enum FailureType {
    /** A file, key or option holds something that cannot be used; an operator has to change it. */
    CONFIGURATION,
    /** Another system (Nova, a BMC, the database, a mail server) refused or answered nonsense. */
    EXTERNAL,
    /** Another system did not answer in time; what it did is unknown. */
    TIMEOUT,
    /** A defect of UMHA or of a plugin. */
    INTERNAL
}
