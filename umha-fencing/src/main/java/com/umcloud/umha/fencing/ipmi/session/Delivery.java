package com.umcloud.umha.fencing.ipmi.session;

/**
 * Keeps count of one command's way to the BMC, over all repetitions, so that "certainly not carried out" can be told from
 * "nobody knows". Used by one thread.
 */
public final class Delivery {
    private int sent;
    private int refused;

    void countSent() {
        sent++;
    }

    void countRefused() {
        refused++;
    }

    /** Whether some datagram with the command left and was not answered with a refusal. */
    public boolean mayHaveBeenCarriedOut() {
        return sent > refused;
    }
}
