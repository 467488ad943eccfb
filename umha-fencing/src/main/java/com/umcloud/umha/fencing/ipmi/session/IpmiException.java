package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceFailure;

/** Ends one attempt to talk to a BMC. The agent turns it into a value; it never reaches the engine. */
public class IpmiException extends UmhaException {
    private static final long serialVersionUID = 1L;

    /** Whether a new session may have more luck. */
    enum Repetition {
        NEVER,
        /** A few times only: each counts as a failed login on some BMCs. */
        FEW_TIMES,
        UNTIL_DEADLINE
    }

    private final FenceFailure failure;
    private final Repetition repetition;

    IpmiException(FenceFailure failure, Repetition repetition, String detail) {
        super(failure == FenceFailure.UNREACHABLE ? FailureType.TIMEOUT : FailureType.EXTERNAL, detail);
        this.failure = failure;
        this.repetition = repetition;
    }

    /** A failure that no further attempt mends. */
    public static IpmiException lasting(FenceFailure failure, String detail) {
        return new IpmiException(failure, Repetition.NEVER, detail);
    }

    static IpmiException passing(FenceFailure failure, String detail) {
        return new IpmiException(failure, Repetition.UNTIL_DEADLINE, detail);
    }

    public FenceFailure failure() {
        return failure;
    }

    Repetition repetition() {
        return repetition;
    }
}
