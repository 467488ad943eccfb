package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import com.umcloud.umha.testkit.simulation.world.HostBmc;
import java.time.Duration;

/** What BMCs do wrong. */
final class BmcTroubles {
    private BmcTroubles() {}

    static void lasts(Storm storm, BmcTrouble trouble) {
        String host = storm.anyHost();
        HostBmc bmc = storm.region().site().bmc(host);
        bmc.offAfter(storm.chance().between(Duration.ofSeconds(1), Duration.ofSeconds(60)));
        bmc.set(trouble);
        storm.lasts("the BMC of " + host + ": " + trouble.label(), () -> bmc.clear(trouble));
    }

    static void sharesFeed(Storm storm) {
        String host = storm.anyHost();
        storm.region().site().bmc(host).shareFeed(true);
        storm.lasts(
                "the BMC of " + host + " has the host's own power feed",
                () -> storm.region().site().bmc(host).shareFeed(false));
    }

    /** Two hosts' devices are written down the wrong way round, until an operator mends it. */
    static void swapped(Storm storm) {
        String one = storm.anyHost();
        String other = storm.anyHost();
        if (one.equals(other)) {
            return;
        }
        storm.region().site().swapDevices(one, other);
        storm.region().writeDownHosts();
        storm.lasts("ipmi_info has the BMCs of " + one + " and " + other + " the wrong way round", () -> {
            storm.region().site().swapDevices(one, other);
            storm.region().writeDownHosts();
        });
    }
}
