package com.umcloud.umha.testkit.bmc;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** What a simulated BMC does wrong. Safe for use by several threads; a change holds from the next datagram on. */
public final class BmcFaults {
    private final Set<BmcFault> faults = EnumSet.noneOf(BmcFault.class);
    private Random random = new Random(0);
    private double dropRatio;
    private Duration delay = Duration.ZERO;
    private Duration offAfter = Duration.ZERO;
    private int busyAnswers;

    BmcFaults() {}

    public synchronized void set(BmcFault fault) {
        faults.add(fault);
    }

    public synchronized void clear(BmcFault fault) {
        faults.remove(fault);
    }

    /** Ends every fault. */
    public synchronized void clearAll() {
        faults.clear();
        dropRatio = 0;
        delay = Duration.ZERO;
        offAfter = Duration.ZERO;
        busyAnswers = 0;
    }

    /**
     * Loses datagrams, those that arrive and those that leave alike.
     *
     * @param ratio of lost datagrams, 0 to 1
     * @param seed decides which
     */
    public synchronized void drop(double ratio, long seed) {
        dropRatio = ratio;
        random = new Random(seed);
    }

    /** Each answer leaves that much later; zero for at once. */
    public synchronized void delay(Duration pause) {
        delay = pause;
    }

    /** Between the answer to "power off" and the loss of power lies that time; zero for none. */
    public synchronized void offAfter(Duration pause) {
        offAfter = pause;
    }

    /** The next so many commands inside sessions are answered with completion code 0xC0, node busy. */
    public synchronized void busy(int answers) {
        busyAnswers = answers;
    }

    synchronized boolean has(BmcFault fault) {
        return faults.contains(fault);
    }

    /** Whether the datagram at hand is lost. */
    synchronized boolean loses() {
        return faults.contains(BmcFault.UNREACHABLE) || (dropRatio > 0 && random.nextDouble() < dropRatio);
    }

    synchronized Duration delay() {
        return delay;
    }

    synchronized Duration offAfter() {
        return offAfter;
    }

    synchronized boolean takeBusy() {
        if (busyAnswers == 0) {
            return false;
        }
        busyAnswers--;
        return true;
    }
}
