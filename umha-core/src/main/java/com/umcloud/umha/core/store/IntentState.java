package com.umcloud.umha.core.store;

/** Where an intended command stands. */
public enum IntentState {
    /** Written down before it is run; after a crash its outcome is unknown and has to be looked up. */
    INTENDED,
    /** Its result is part of the incident. */
    FINISHED
}
