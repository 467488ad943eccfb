package com.umcloud.umha.core.safety;

/** The questions that are asked before a host is fenced, in the order in which they are told. */
public enum Gate {
    /** Is the host known to the cloud under exactly this name? */
    KNOWN_TO_CLOUD,
    /** Has an operator excluded it, or does UMHA itself run on it? */
    EXCLUDED,
    /** Has an operator disabled it or declared it down? */
    OPERATOR,
    /** Does this observer see anything at all? */
    OBSERVER,
    /** Are too many hosts bad at once for this to be single failures? */
    BREAKER,
    /** Are already as many hosts being recovered as may be? */
    BUDGET,
    /** Was this host fenced within the block period? */
    BLOCK_PERIOD,
    /** Does a live witness (an answered probe, a report to the cloud that advanced) contradict? */
    WITNESS,
    /** Is there a device that may be trusted to prove that the host is off? */
    DEVICE,
    /** Does the configuration say to act, or only to rehearse? */
    REHEARSAL
}
