package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import com.umcloud.umha.testkit.simulation.world.HostBmc;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What BMCs do wrong. */
final class BmcTroubles {
    /** Nobody meets them unless a host has to be fenced that is on. */
    private static final Set<BmcTrouble> OF_COMMANDS = EnumSet.of(
            BmcTrouble.STUCK,
            BmcTrouble.SLOW_OFF,
            BmcTrouble.REFUSE_CONTROL,
            BmcTrouble.LOSE_CONTROL_ANSWERS,
            BmcTrouble.LOSE_CONTROL);

    private static final Duration NOW = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private BmcTroubles() {}

    static void lasts(Storm storm, BmcTrouble trouble) {
        String host = storm.anyHost();
        HostBmc bmc = storm.region().site().bmc(host);
        bmc.offAfter(storm.chance().between(Duration.ofSeconds(1), Duration.ofSeconds(60)));
        bmc.set(trouble);
        storm.lasts("the BMC of " + host + ": " + trouble.label(), () -> bmc.clear(trouble));
        if (storm.chance().happens(0.6)) {
            storm.later(NOW, SOON, () -> {
                if (OF_COMMANDS.contains(trouble)) {
                    HostTroubles.hangs(storm, host);
                } else {
                    HostTroubles.fails(storm, host);
                }
            });
        }
    }

    static void sharesFeed(Storm storm) {
        String host = storm.anyHost();
        storm.region().site().bmc(host).shareFeed(true);
        storm.lasts(
                "the BMC of " + host + " has the host's own power feed",
                () -> storm.region().site().bmc(host).shareFeed(false));
        if (storm.chance().happens(0.6)) {
            storm.later(NOW, SOON, () -> HostTroubles.losesPower(storm, host));
        }
    }

    /** Two hosts' devices are written down the wrong way round, until an operator mends it. */
    static void swapped(Storm storm) {
        String one = storm.anyHost();
        String other = storm.anyHost();
        if (one.equals(other)) {
            return;
        }
        storm.region().site().swapDevices(one, other);
        writeDown(storm);
        storm.lasts("ipmi_info has the BMCs of " + one + " and " + other + " the wrong way round", () -> {
            storm.region().site().correctDevice(one);
            storm.region().site().correctDevice(other);
            writeDown(storm);
        });
        if (storm.chance().happens(0.7)) {
            hidesUuid(storm, one);
            hidesUuid(storm, other);
        }
        if (storm.chance().happens(0.9)) {
            storm.later(Duration.ofSeconds(5), Duration.ofSeconds(60), () -> HostTroubles.fails(storm, one));
        }
    }

    private static void hidesUuid(Storm storm, String host) {
        HostBmc bmc = storm.region().site().bmc(host);
        bmc.set(BmcTrouble.HIDE_UUID);
        storm.lasts("the BMC of " + host + ": " + BmcTrouble.HIDE_UUID.label(), () -> bmc.clear(BmcTrouble.HIDE_UUID));
    }

    /** An operator loads ipmi_info as it is. */
    static void writeDown(Storm storm) {
        storm.operator(operator -> storm.region().writeDownHosts());
    }
}
