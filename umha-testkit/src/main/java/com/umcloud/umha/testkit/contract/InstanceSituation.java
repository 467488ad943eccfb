package com.umcloud.umha.testkit.contract;

/** What an instance can be in when its host is still well. */
public enum InstanceSituation {
    ACTIVE,
    STOPPED,
    PAUSED,
    SUSPENDED,
    RESCUED,
    /** An administrator has set it to error. */
    ERROR,
    /** Its owner has locked it; it runs. */
    LOCKED,
    /** It was moved here by a cold migration that its owner has not confirmed. */
    VERIFY_RESIZE,
    SHELVED,
    SHELVED_OFFLOADED,
    SOFT_DELETED,
    /** It is on its way to another host by a live migration that does not get on. */
    LIVE_MIGRATING,
    /** It is being moved here by a cold migration that does not get on; from then on nothing is booted on that host. */
    RESIZING,
    /** It is being built and does not get on; from then on nothing is booted on that host. */
    BUILDING
}
