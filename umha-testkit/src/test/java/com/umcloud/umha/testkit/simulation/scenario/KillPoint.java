package com.umcloud.umha.testkit.simulation.scenario;

import java.util.Locale;

/**
 * A moment at which a processor can be killed.
 *
 * @param number counted from 1 in one performance; the same scenario has the same points each time
 * @param controller whose processor reaches it
 * @param step the step of the performance in which it is reached
 * @param seconds since the beginning of the performance
 */
record KillPoint(int number, String controller, Side side, String what, long step, double seconds) {
    /** On which side of an effect or a commit. */
    enum Side {
        BEFORE,
        AFTER
    }

    /** What the program is killed before or after. */
    String where() {
        return side.name().toLowerCase(Locale.ROOT) + " " + what;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d, %s at %.3f s: %s", number, controller, seconds, where());
    }
}
