package com.umcloud.umha.core.incident;

/** Where the recovery of one instance stands. */
public enum InstanceState {
    /** To be evacuated as soon as there is a slot. */
    PENDING(false),
    /** The call is written down and under way. */
    REQUESTED(false),
    /** The call's outcome is unknown; it is looked for before anything is asked again. */
    UNRESOLVED(false),
    /** The cloud is moving it. */
    RUNNING(false),
    /** Refused or failed; tried again later, for as long as it takes. */
    WAITING(false),
    /** To be set to error before it can be evacuated, as soon as the proof is fresh. */
    TO_RESET(false),
    /** The call that sets it to error is written down and under way. */
    RESETTING(false),
    /** Something else has to end, or somebody to decide, first. */
    HELD(false),
    /** It runs (or stays stopped, as it was) on another host. */
    RECOVERED(true),
    /** Left where it is, for a reason that is told. */
    EXCLUDED(true),
    /** Deleted by its owner meanwhile. */
    GONE(true);

    private final boolean over;

    InstanceState(boolean over) {
        this.over = over;
    }

    /** Whether nothing further is done for it in this incident. */
    public boolean isOver() {
        return over;
    }

    /** Whether it takes one of the slots for calls in flight. */
    public boolean takesSlot() {
        return this == REQUESTED || this == UNRESOLVED || this == RUNNING;
    }
}
