package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import com.umcloud.umha.testkit.simulation.store.DatabaseFaults;
import java.time.Duration;

/** What happens to the database and to the ways that lead to it. */
final class DatabaseTroubles {
    private DatabaseTroubles() {}

    static void lasts(Storm storm, DatabaseFault fault) {
        DatabaseFaults faults = storm.region().database().faults();
        faults.begin(fault);
        storm.lasts("the database: " + fault, () -> faults.end(fault));
    }

    static void rate(Storm storm, DatabaseFault fault) {
        DatabaseFaults faults = storm.region().database().faults();
        double rate = storm.chance().between(5, 50) / 100.0;
        storm.region().database().lateBy(Duration.ofMillis(100), Duration.ofSeconds(20));
        faults.rate(fault, rate);
        storm.lasts("the database, " + rate * 100 + " %: " + fault, () -> faults.rate(fault, 0));
    }

    static void partitioned(Storm storm) {
        String controller = storm.anyController();
        DatabaseFaults faults = storm.region().database().faults(controller);
        faults.begin(DatabaseFault.PARTITIONED);
        storm.hitIfActing(controller, Moment.ASYMMETRIC_PARTITION);
        storm.lasts(controller + " is cut from the database", () -> faults.end(DatabaseFault.PARTITIONED));
    }
}
