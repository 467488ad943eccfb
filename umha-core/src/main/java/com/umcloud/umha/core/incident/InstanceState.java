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
    /** The cloud's record of its move has ended; what became of the instance is looked at. */
    VERIFYING(false),
    /** Refused or failed; tried again later, for as long as it takes. */
    WAITING(false),
    /** To be set to error before it can be evacuated, as soon as the proof is fresh. */
    TO_RESET(false),
    /** The call that sets it to error is written down and under way. */
    RESETTING(false),
    /** Evacuated, and running although it was stopped: to be stopped again. */
    TO_STOP(false),
    /** The call that stops it is written down and under way. */
    STOPPING(false),
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

    /** Whether a call for it is under way, so that what is seen of it in the meantime means nothing. */
    public boolean isAsking() {
        return this == REQUESTED || this == RESETTING || this == STOPPING;
    }

    /** Whether nothing is happening with it, as far as is known. */
    public boolean onlyWaits() {
        return this == PENDING || this == WAITING || this == TO_RESET || this == HELD;
    }

    /** Whether it takes one of the slots for calls in flight. */
    public boolean takesSlot() {
        return this == REQUESTED || this == UNRESOLVED || this == RUNNING;
    }

    /** Whether it may be on its way to another host, or has just arrived there. */
    public boolean mayBeMoving() {
        return takesSlot() || this == VERIFYING;
    }
}
