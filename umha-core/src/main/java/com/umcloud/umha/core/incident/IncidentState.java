package com.umcloud.umha.core.incident;

/** Where the recovery of one host stands. */
public enum IncidentState {
    /** The fault is confirmed and a gate says not now; asked again with every observation. */
    HELD(true),
    /** Everything was decided and told, nothing is done ({@code really_evacuate = false}). */
    REHEARSED(true),
    /** The power is being cut and read back. */
    FENCING(true),
    /** Power reads off; it is being made sure that it was the right host and that it is silent. */
    VERIFYING(true),
    /** The cloud is being told that the host is dead. */
    ISOLATING(true),
    /** Instances are being evacuated, watched and retried. */
    EVACUATING(true),
    /** Every instance has its outcome; the host waits for repair. */
    RECOVERED(true),
    /** Over: the host is well again, or was left alone. */
    CLOSED(false);

    private final boolean open;

    IncidentState(boolean open) {
        this.open = open;
    }

    public boolean isOpen() {
        return open;
    }

    /** Whether the recovery is past the gates and not finished: it counts against the budget. */
    public boolean isRecovering() {
        return this == FENCING || this == VERIFYING || this == ISOLATING || this == EVACUATING;
    }
}
