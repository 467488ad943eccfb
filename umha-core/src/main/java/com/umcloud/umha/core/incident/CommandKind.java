package com.umcloud.umha.core.incident;

/** What a command does; written into the intent. */
public enum CommandKind {
    /** Read the power state. */
    READ_POWER(false),
    /** Cut the power. */
    POWER_OFF(true),
    /** Probe the fenced host and the others, to see who fell silent. */
    PROBE_WITNESSES(false),
    /** Tell the cloud that the host is dead. */
    ISOLATE(true),
    /** List the host's instances and migrations. */
    LIST_INSTANCES(false),
    /** Look at instances that are under way, and at the records of their migrations. */
    LOOK(false),
    /** Look at instances whose evacuation has ended. */
    VERIFY(false),
    /** Ask for one evacuation. */
    EVACUATE(true),
    /** Set an instance to error, so that the cloud evacuates it. */
    RESET_TO_ERROR(true),
    /** Stop an instance that was stopped before. */
    STOP_INSTANCE(true),
    /** Put a reserved host into service. */
    EMPLOY(true),
    /** Switch the power of the evacuated host on. */
    POWER_ON(true),
    /** Give the returned host back to the cloud. */
    RELEASE(true);

    private final boolean changesTheWorld;

    CommandKind(boolean changesTheWorld) {
        this.changesTheWorld = changesTheWorld;
    }

    /** Whether it has an effect outside: only the holder of the lease runs it. */
    public boolean changesTheWorld() {
        return changesTheWorld;
    }
}
