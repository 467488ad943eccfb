package com.umcloud.umha.api.fence;

/** Why a device could not be read or commanded. */
public enum FenceFailure {
    /** No answer: closed port, no route, lost packets, or the time was over. */
    UNREACHABLE,
    /** The device does not know the user. */
    WRONG_USER,
    /** The device refuses the password; it must not be tried again soon, accounts get locked. */
    WRONG_PASSWORD,
    /** No cipher suite that both sides allow. */
    UNSUPPORTED_CIPHER,
    /** The device understood and refused (privilege, state, busy for too long). */
    REFUSED,
    /** The device answered something that makes no sense. */
    BAD_ANSWER
}
