package com.umcloud.umha.api.fence;

/**
 * What came of a power command. None of these proves anything about the host: devices answer before the power is gone,
 * and broken ones lie. The proof is a later {@link PowerReading.Known} of OFF.
 */
public sealed interface PowerCommandResult {
    /** The device accepted the command. */
    record Accepted() implements PowerCommandResult {}

    /** The device certainly did not carry it out. */
    record Refused(FenceFailure failure, String detail) implements PowerCommandResult {}

    /** The command may or may not have been carried out: its answer is missing. */
    record Unknown(FenceFailure failure, String detail) implements PowerCommandResult {}
}
