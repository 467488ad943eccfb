package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.cloud.CloudCall;
import com.umcloud.umha.testkit.simulation.cloud.CloudConditions;
import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import com.umcloud.umha.testkit.simulation.cloud.CloudLink;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import com.umcloud.umha.testkit.simulation.world.SampleNetwork;
import com.umcloud.umha.testkit.simulation.world.SimulatedController;
import com.umcloud.umha.testkit.simulation.world.SimulatedSite;
import com.umcloud.umha.testkit.simulation.world.SiteNetworks;
import java.time.Duration;

/** What happens to networks and to the controllers' ends of them. */
final class NetworkTroubles {
    /** The share of calls that fails where Nova answers now and then only; each look makes three. */
    private static final double SELDOM = 0.92;

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
        storm.hitIfActing(controller.name(), Moment.ASYMMETRIC_PARTITION);
        storm.lasts(controller.name() + " hears no samples", () -> controller.deafen(false));
    }

    static void controllerPingsInVain(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        controller.pingInVain(true);
        storm.hitIfActing(controller.name(), Moment.ASYMMETRIC_PARTITION);
        storm.lasts(controller.name() + " pings in vain", () -> controller.pingInVain(false));
    }

    /** Only an answer to a ping would tell a controller that a host lives, and it pings in vain. */
    static void hostOutOfSight(Storm storm) {
        String host = storm.anyLiveHost();
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        storm.region().site().cutManagement(host);
        controller.pingInVain(true);
        storm.lasts(
                host + " has lost its management network, and " + controller.name() + " pings in vain",
                Duration.ofSeconds(30),
                Duration.ofSeconds(180),
                () -> {
                    storm.region().site().restoreManagement(host);
                    controller.pingInVain(false);
                });
    }

    /** Its agent has stopped and no ping gets through: only its report to Nova tells that it lives. */
    /** Of some of them Nova can seldom be asked meanwhile. */
    static void hostOnlyReports(Storm storm) {
        SiteNetworks networks = storm.region().site().networks();
        SimulatedHost host = storm.region().site().host(storm.anyLiveHost());
        storm.region().site().agent(host.name()).stop();
        networks.filterPing(host, true);
        storm.lasts(host.name() + " only reports to Nova", Duration.ofSeconds(30), Duration.ofSeconds(180), () -> {
            storm.region().site().agent(host.name()).start();
            networks.filterPing(host, false);
        });
        if (storm.chance().happens(0.7)) {
            CloudConditions cloud = storm.region().cloud();
            cloud.setRate(CloudCall.HOSTS, CloudFault.ERROR_WITHOUT_EFFECT, SELDOM);
            storm.lasts(
                    "Nova seldom lists its hosts",
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(180),
                    () -> cloud.setRate(CloudCall.HOSTS, CloudFault.ERROR_WITHOUT_EFFECT, 0));
        }
    }

    static void controllerCutFromBmcs(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        controller.cutFromBmcs(true);
        storm.hitIfActing(controller.name(), Moment.ASYMMETRIC_PARTITION);
        storm.lasts(controller.name() + " is cut from the BMCs", () -> controller.cutFromBmcs(false));
    }

    static void controllerClockSteps(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        Duration by = Duration.ofSeconds(storm.chance().between(-300, 300));
        storm.tell("the clock of " + controller.name() + " is stepped by " + by.toSeconds() + " s");
        controller.stepClock(by);
        if (Math.abs(by.toSeconds()) > 30) {
            storm.hitIfActing(controller.name(), Moment.CLOCK_JUMP);
        }
    }

    /** The program may not open the socket that a ping needs. */
    static void controllerCannotProbe(Storm storm) {
        SimulatedController controller = storm.region().site().controller(storm.anyController());
        controller.forbidProbes(true);
        storm.lasts(controller.name() + " cannot probe", () -> controller.forbidProbes(false));
    }

    static void storageServerDown(Storm storm) {
        SiteNetworks networks = storm.region().site().networks();
        String server = storm.chance().oneOf(storm.region().site().layout().storageServers());
        networks.setStorageServer(server, false);
        storm.lasts("the storage server " + server + " is down", () -> networks.setStorageServer(server, true));
    }

    static void pingFiltered(Storm storm) {
        SiteNetworks networks = storm.region().site().networks();
        SimulatedHost host = storm.region().site().host(storm.anyHost());
        networks.filterPing(host, true);
        storm.lasts(host.name() + " lets no ping through", () -> networks.filterPing(host, false));
    }

    static void samplesDelayed(Storm storm) {
        SampleNetwork samples = storm.region().site().samples();
        Duration most = storm.chance().between(Duration.ofSeconds(1), Duration.ofSeconds(20));
        samples.delay(most);
        storm.lasts("samples take up to " + most.toMillis() / 1000.0 + " s", () -> samples.delay(Duration.ZERO));
    }

    static void samplesDoubled(Storm storm) {
        SampleNetwork samples = storm.region().site().samples();
        samples.repeat(storm.chance().between(10, 100) / 100.0);
        storm.lasts("samples arrive twice", () -> samples.repeat(0));
    }

    /** Until an operator mends it. */
    static void storageAddressMistyped(Storm storm) {
        SimulatedSite site = storm.region().site();
        String host = storm.anyHost();
        String right = site.host(host).storageAddress();
        site.mistypeStorageAddress(host, "10.20.254.254");
        BmcTroubles.writeDown(storm);
        storm.lasts("the storage address of " + host + " is written down wrongly", () -> {
            site.mistypeStorageAddress(host, right);
            BmcTroubles.writeDown(storm);
        });
    }
}
