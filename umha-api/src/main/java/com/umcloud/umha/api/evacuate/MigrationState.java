package com.umcloud.umha.api.evacuate;

/** Where a migration stands. */
public enum MigrationState {
    /** Asked for and not over. */
    UNFINISHED,
    /** Done: the instance is at the destination. */
    DONE,
    /** Over without success: failed, in error or cancelled. */
    FAILED
}
