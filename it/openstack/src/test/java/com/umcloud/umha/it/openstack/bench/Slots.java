package com.umcloud.umha.it.openstack.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well the slots for evacuations were used while work remained: from the first call until the last instance was asked
 * for.
 *
 * @param idle the share of the slots' time in which they were empty, 0 to 1
 * @param anyIdle the share of the time in which at least one was empty, 0 to 1
 */
record Slots(double idle, double anyIdle) {
    /** When an instance was asked for, and when it was ACTIVE elsewhere. */
    record Use(Instant asked, Instant active) {}

    private record Change(Instant at, int by) {}

    /** @param slots how many there are */
    static Slots of(List<Use> uses, int slots) {
        Instant first =
                uses.stream().map(Use::asked).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        Instant last =
                uses.stream().map(Use::asked).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        double window = seconds(first, last);
        if (window <= 0) {
            return new Slots(0, 0);
        }
        List<Change> changes = new ArrayList<>();
        uses.forEach(use -> {
            changes.add(new Change(use.asked(), 1));
            changes.add(new Change(use.active(), -1));
        });
        changes.add(new Change(last, 0));
        changes.sort(Comparator.comparing(Change::at));
        double idle = 0;
        double anyIdle = 0;
        int taken = 0;
        Instant before = first;
        for (Change change : changes) {
            if (change.at().isAfter(last)) {
                break;
            }
            double lasted = seconds(before, change.at());
            int empty = Math.max(0, slots - taken);
            idle += lasted * empty;
            anyIdle += empty > 0 ? lasted : 0;
            taken += change.by();
            before = change.at();
        }
        return new Slots(idle / (window * slots), anyIdle / window);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
