package com.umcloud.umha.testkit.simulation.cloud;

/** The calls of an evacuator. */
public enum CloudCall {
    HOSTS(false),
    INSTANCES_ON(false),
    INSTANCES(false),
    MIGRATIONS_OF(false),
    GROUPS_OF(false),
    CAPACITIES(false),
    LAST_ACTION_OF(false),
    ISOLATE(true),
    RELEASE(true),
    EMPLOY(true),
    EVACUATE(true),
    RESET_TO_ERROR(true),
    STOP(true);

    private final boolean changes;

    CloudCall(boolean changes) {
        this.changes = changes;
    }

    /** Whether it changes anything in the cloud. */
    public boolean changes() {
        return changes;
    }
}
