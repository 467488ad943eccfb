package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.simulation.time.Chance;
import com.umcloud.umha.testkit.simulation.world.SimulatedSite;
import java.time.Duration;
import java.util.List;

/** What happens to hosts. */
final class HostTroubles {
    private HostTroubles() {}

    private static SimulatedSite site(Storm storm) {
        return storm.region().site();
    }

    /** Half of those that lose their power get it back in the end, some in the middle. */
    static void losesPower(Storm storm) {
        losesPower(storm, storm.anyLiveHost());
    }

    private static void losesPower(Storm storm, String host) {
        site(storm).losePower(host);
        if (storm.chance().happens(0.5) || storm.isMuchDead()) {
            storm.lasts(
                    host + " has no power",
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(400),
                    () -> site(storm).restorePower(host));
        } else {
            storm.tell(host + " has lost its power for good");
        }
    }

    static void hangs(Storm storm) {
        String host = storm.anyLiveHost();
        site(storm).hang(host);
        if (storm.isMuchDead()) {
            storm.lasts(host + " hangs", () -> site(storm).resume(host));
        } else {
            storm.tell(host + " hangs for good");
        }
    }

    static void hangsAndResumes(Storm storm) {
        String host = storm.anyLiveHost();
        site(storm).hang(host);
        storm.lasts(
                host + " hangs",
                Duration.ofSeconds(5),
                Duration.ofSeconds(120),
                () -> site(storm).resume(host));
    }

    static void losesStorage(Storm storm) {
        String host = storm.anyLiveHost();
        site(storm).cutStorage(host);
        storm.lasts(host + " has lost its storage network", () -> site(storm).restoreStorage(host));
    }

    static void rackLosesPower(Storm storm) {
        String host = storm.anyHost();
        String rack = site(storm).layout().hosts().stream()
                .filter(each -> each.name().equals(host))
                .findFirst()
                .orElseThrow()
                .rack();
        site(storm).loseRack(rack);
        storm.lasts(rack + " has no power", () -> site(storm).restoreRack(rack));
    }

    /** A host to which an evacuation is on its way; any host if there is none. */
    static void destinationDies(Storm storm) {
        storm.later(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> {
            List<String> destinations = storm.region().nova().migrations().stream()
                    .filter(HostTroubles::isUnfinished)
                    .flatMap(migration -> migration.destination().stream())
                    .distinct()
                    .toList();
            if (destinations.isEmpty()) {
                storm.tell("(no destination to die)");
            } else {
                losesPower(storm, storm.chance().oneOf(destinations));
            }
        });
    }

    static void reboots(Storm storm) {
        String host = storm.anyLiveHost();
        storm.tell(host + " reboots by itself");
        site(storm).reboot(host);
    }

    static void losesManagement(Storm storm) {
        String host = storm.anyLiveHost();
        site(storm).cutManagement(host);
        storm.lasts(host + " has lost its management network", () -> site(storm).restoreManagement(host));
    }

    static void agentStops(Storm storm) {
        String host = storm.anyLiveHost();
        site(storm).agent(host).stop();
        storm.lasts(
                "the agent of " + host + " has stopped",
                () -> site(storm).agent(host).start());
    }

    static void computeServiceStops(Storm storm) {
        String host = storm.anyLiveHost();
        storm.region().nova().setComputeStopped(host, true);
        storm.lasts(
                "nova-compute of " + host + " has stopped",
                () -> storm.region().nova().setComputeStopped(host, false));
    }

    /** Somebody switches a dead host on in the middle of its recovery. */
    static void poweredOnByHand(Storm storm) {
        storm.later(Duration.ofSeconds(1), Duration.ofSeconds(90), () -> {
            List<String> off = site(storm).hosts().stream()
                    .filter(host -> !host.isOn())
                    .map(SimulatedHost::name)
                    .toList();
            if (!off.isEmpty()) {
                String host = storm.chance().oneOf(off);
                storm.tell("somebody switches " + host + " on");
                site(storm).restorePower(host);
                site(storm).switchOnByHand(host);
            }
        });
    }

    static void agentClockSteps(Storm storm) {
        Chance chance = storm.chance();
        String host = storm.anyLiveHost();
        Duration by = Duration.ofSeconds(chance.between(-600, 600));
        storm.tell("the clock of " + host + " is stepped by " + by.toSeconds() + " s");
        site(storm).agent(host).stepClock(by);
    }

    /** Whether it can still be on its way. */
    static boolean isUnfinished(SimulatedMigration migration) {
        return List.of("accepted", "pre-migrating", "preparing", "queued", "running", "migrating", "post-migrating")
                .contains(migration.status());
    }
}
