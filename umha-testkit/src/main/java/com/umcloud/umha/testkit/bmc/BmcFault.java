package com.umcloud.umha.testkit.bmc;

/** One thing that a BMC does wrong for as long as it is set; see {@link BmcFaults}. */
public enum BmcFault {
    /** Hears nothing and answers nothing. */
    UNREACHABLE,
    /** Sends each answer twice. */
    DUPLICATE,
    /** Accepts to switch power off, cycle or reset, and does not do it. */
    STUCK,
    /** Answers inside sessions carry a wrong authentication code. */
    WRONG_MAC,
    /** Answers inside sessions are neither encrypted nor authenticated. */
    IN_CLEAR,
    /** The proof in RAKP Message 2 is wrong for every password. */
    BAD_RAKP_2,
    /** Open Session is refused: no session slot is free. */
    NO_SLOTS,
    /** Every Chassis Control is refused with completion code 0xD4, insufficient privilege. */
    REFUSE_CONTROL,
    /** Chassis Control is carried out and never answered. */
    LOSE_CONTROL_ANSWERS,
    /**
     * Each answer is preceded by datagrams that a console must drop: random bytes, a cut copy, and inside a
     * session one with a flipped bit.
     */
    NOISE,
    /** Get Chassis Status is answered one byte long. */
    SHORT_STATUS
}
