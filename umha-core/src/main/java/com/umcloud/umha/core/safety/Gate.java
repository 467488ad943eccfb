package com.umcloud.umha.core.safety;

/** The questions that are asked before a host is fenced, in the order in which they are told. */
public enum Gate {
    /** Is the host known to the cloud under exactly this name? */
    KNOWN_TO_CLOUD(false),
    /** Has an operator excluded it, or does UMHA itself run on it? */
    EXCLUDED(false),
    /** Has an operator disabled it or declared it down? */
    OPERATOR(false),
    /** Does somebody work on it? */
    MAINTENANCE(false),
    /** Does this observer see anything at all? */
    OBSERVER(false),
    /** Are too many hosts bad at once for this to be single failures? */
    BREAKER(true),
    /** Are already as many hosts being recovered as may be? */
    BUDGET(false),
    /** Would enough healthy hosts be left? */
    MINIMUM_HEALTHY(true),
    /** Has UMHA powered off as many hosts within the hour as it may? */
    FENCING_RATE(true),
    /** Was this host fenced within the block period? */
    BLOCK_PERIOD(true),
    /** Does a live witness (an answered probe, a report to the cloud that advanced) contradict? */
    WITNESS(true),
    /** Is there a device that may be trusted to prove that the host is off? */
    DEVICE(true),
    /** Is UMHA armed? */
    ARMED(false),
    /** Does the configuration say to act, or only to rehearse? */
    REHEARSAL(false);

    private final boolean yieldsToOperator;

    Gate(boolean yieldsToOperator) {
        this.yieldsToOperator = yieldsToOperator;
    }

    /** Whether it is open for a host that a named operator vouches to be off. */
    public boolean yieldsToOperator() {
        return yieldsToOperator;
    }
}
