package com.umcloud.umha.testkit.simulation.cloud;

/** How a controller reaches the cloud. */
public enum CloudLink {
    UP,
    /** Nothing arrives in either direction. */
    DOWN,
    /** Requests arrive, answers do not. */
    ANSWERS_LOST
}
