package com.umcloud.umha.fencing.ipmi.session;

/**
 * Lets each sequence number of the BMC pass once (IPMI 2.0, section 6.12.13): any newer one, and of the {@value #SIZE} before
 * the newest those that were not seen. Only authentic packets may be shown to it. Used by one thread.
 */
final class SequenceWindow {
    private static final int SIZE = 16;

    private long newest;
    /** Bit n stands for the number {@code newest - n}. */
    private long seen;

    /** Whether the packet with that number is new; it counts as seen from now on. */
    boolean admit(int sequence) {
        long number = Integer.toUnsignedLong(sequence);
        if (number == 0) {
            return false;
        }
        if (number > newest) {
            long step = number - newest;
            seen = step < Long.SIZE ? seen << step | 1 : 1;
            newest = number;
            return true;
        }
        long age = newest - number;
        if (age > SIZE || (seen >> age & 1) == 1) {
            return false;
        }
        seen |= 1L << age;
        return true;
    }
}
