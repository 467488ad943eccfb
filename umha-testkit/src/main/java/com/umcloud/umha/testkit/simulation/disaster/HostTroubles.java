package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.time.Chance;
import com.umcloud.umha.testkit.simulation.world.SimulatedSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

    static void losesPower(Storm storm, String host) {
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

    /** It loses its power, or hangs. */
    static void fails(Storm storm, String host) {
        if (storm.chance().happens(0.6)) {
            losesPower(storm, host);
        } else {
            hangs(storm, host);
        }
    }

    static void hangs(Storm storm) {
        hangs(storm, storm.anyLiveHost());
    }

    static void hangs(Storm storm, String host) {
        site(storm).hang(host);
        if (storm.isMuchDead()) {
            storm.lasts(host + " hangs", () -> site(storm).resume(host));
        } else {
            storm.tell(host + " hangs for good");
        }
    }

    /** Every second host: so many that it is no single failure, so few that the observer does not doubt itself. */
    static void manyHang(Storm storm) {
        List<SimulatedHost> hosts = site(storm).hosts();
        List<String> hanging = new ArrayList<>();
        for (int i = 1; i < hosts.size(); i += 2) {
            hanging.add(hosts.get(i).name());
        }
        hanging.forEach(host -> site(storm).hang(host));
        storm.lasts(
                hanging + " hang",
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                () -> hanging.forEach(host -> site(storm).resume(host)));
    }

    /** Half of them go on just when UMHA begins to act. */
    static void hangsAndResumes(Storm storm) {
        String host = storm.anyLiveHost();
        site(storm).hang(host);
        if (storm.chance().happens(0.5)) {
            storm.whenOpened(host, Duration.ofMillis(600), () -> {
                storm.tell(host + " goes on");
                site(storm).resume(host);
            });
        }
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

    /** A host to which an instance is on its way. */
    static void destinationDies(Storm storm) {
        storm.await(() -> {
            List<String> destinations = storm.region().nova().migrations().stream()
                    .filter(HostTroubles::isUnfinished)
                    .flatMap(migration -> migration.destination().stream())
                    .filter(host -> site(storm).host(host).isAlive())
                    .distinct()
                    .toList();
            return destinations.isEmpty()
                    ? Optional.empty()
                    : Optional.of(() -> losesPower(storm, storm.chance().oneOf(destinations)));
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
        boolean whileEvacuated = storm.chance().happens(0.7);
        storm.await(() -> {
            List<String> off = site(storm).hosts().stream()
                    .filter(host -> !host.isOn())
                    .map(SimulatedHost::name)
                    .filter(host -> !whileEvacuated || isBeingEvacuated(storm, host))
                    .toList();
            return off.isEmpty()
                    ? Optional.empty()
                    : Optional.of(() -> switchOn(storm, storm.chance().oneOf(off)));
        });
    }

    private static boolean isBeingEvacuated(Storm storm, String host) {
        return storm.region().nova().migrations().stream()
                .anyMatch(record -> record.type().equals("evacuation")
                        && record.source().equals(host)
                        && record.updatedAt().isPresent()
                        && isUnfinished(record));
    }

    /**
     * Somebody sees to its feed, and presses the button; not while a call to Nova is on its way that will land late, as what an
     * evacuation does to a host that was switched on meanwhile nobody could prevent.
     */
    static void switchOn(Storm storm, String host) {
        if (storm.region().cloud().isAnyLate()) {
            storm.later(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> switchOn(storm, host));
        } else {
            switchOn(storm.region(), host, storm::tell);
        }
    }

    static void switchOn(SimulatedRegion region, String host, Consumer<String> story) {
        story.accept("somebody switches " + host + " on");
        region.site().restorePower(host);
        region.site().switchOnByHand(host);
    }

    /** Somebody presses the button of a host that is well. */
    static void switchedOffByHand(Storm storm) {
        String host = storm.anyLiveHost();
        site(storm).switchOffByHand(host);
        storm.lasts(
                host + " was switched off by hand",
                Duration.ofSeconds(10),
                Duration.ofSeconds(300),
                () -> site(storm).switchOnByHand(host));
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
