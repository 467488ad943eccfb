package com.umcloud.umha.api.evacuate;

/** What came of asking for an evacuation. Whether it succeeded is told by the migration and the instance afterwards. */
public sealed interface EvacuationResult {
    /** The cloud has taken it on. */
    record Accepted() implements EvacuationResult {}

    /** The cloud certainly did not take it on, and asking again unchanged may help later. */
    record Refused(String detail) implements EvacuationResult {}

    /** The instance does not exist any more. */
    record Gone() implements EvacuationResult {}

    /** The call may or may not have arrived: time-out, reset connection, server error. Look before asking again. */
    record Unknown(String detail) implements EvacuationResult {}
}
