package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.cloud.CloudLink;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import com.umcloud.umha.testkit.simulation.world.SimulatedController;
import java.time.Duration;

/** What happens to networks and to the controllers' ends of them. */
final class NetworkTroubles {
    private NetworkTroubles() {}

    static void storageNetworkDown(Storm storm) {
        storm.region().site().networks().setStorageNetwork(false);
        storm.lasts(
                "the storage network is down",
                () -> storm.region().site().networks().setStorageNetwork(true));
    }

    static void managementNetworkDown(Storm storm) {
        storm.region().site().networks().setManagementNetwork(false);
        storm.lasts(
                "the management network is down",
                () -> storm.region().site().networks().setManagementNetwork(true));
    }

    static void losesPackets(Storm storm) {
        double share = storm.chance().between(5, 60) / 100.0;
        storm.region().site().networks().losePackets(share);
        storm.lasts(
                share * 100 + " % of the packets are lost",
                () -> storm.region().site().networks().losePackets(0));
    }

    static void forges(Storm storm) {
        String host = storm.anyHost();
        storm.tell("somebody forges a sample of " + host);
        storm.region().site().samples().forge(storm.region().site().host(host));
    }

    static void replays(Storm storm) {
        String host = storm.anyHost();
        storm.tell("somebody replays samples of " + host);
        storm.region().site().samples().replay(storm.region().site().host(host));
    }

    /** It reaches nothing and nobody: no host, no BMC, no Nova, no database. */
    static void controllerIsolated(Storm storm) {
        String name = storm.anyController();
        SimulatedController controller = storm.region().site().controller(name);
        controller.isolate(true);
        storm.region().setLink(name, CloudLink.DOWN);
        storm.region().database().faults(name).begin(DatabaseFault.PARTITIONED);
        storm.lasts(name + " is cut from everything", () -> {
            controller.isolate(false);
            storm.region().setLink(name, CloudLink.UP);
            storm.region().database().faults(name).end(DatabaseFault.PARTITIONED);
        });
    }

    static void controllerDeaf(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        controller.deafen(true);
        storm.lasts(controller.name() + " hears no samples", () -> controller.deafen(false));
    }

    static void controllerPingsInVain(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        controller.pingInVain(true);
        storm.lasts(controller.name() + " pings in vain", () -> controller.pingInVain(false));
    }

    static void controllerCutFromBmcs(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        controller.cutFromBmcs(true);
        storm.lasts(controller.name() + " is cut from the BMCs", () -> controller.cutFromBmcs(false));
    }

    static void controllerClockSteps(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        Duration by = Duration.ofSeconds(storm.chance().between(-300, 300));
        storm.tell("the clock of " + controller.name() + " is stepped by " + by.toSeconds() + " s");
        controller.stepClock(by);
    }
}
