package com.umcloud.umha.testkit.simulation.scenario;

/**
 * One difference from the undisturbed outcome that is right as well after some kills of one scenario.
 *
 * @param from the earliest moment of such a kill, in seconds from the beginning
 * @param to the latest one
 * @param difference how it is told, word by word
 * @param why it is right
 */
record AcceptedDifference(double from, double to, String difference, String why) {
    boolean applies(KillPoint point) {
        return point.seconds() >= from && point.seconds() <= to;
    }
}
