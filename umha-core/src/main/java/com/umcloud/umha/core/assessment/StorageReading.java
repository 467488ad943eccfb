package com.umcloud.umha.core.assessment;

/** What is known of a host's storage network in one interval. */
public enum StorageReading {
    /** The newest sample says that storage answers. */
    OK,
    /** The newest sample says that no storage server answers. */
    LOST,
    /** No sample came and the host's storage address is silent, while the observer reaches others on that network. */
    UNREACHABLE,
    /** Nothing is known; never taken for lost. */
    MISSING
}
