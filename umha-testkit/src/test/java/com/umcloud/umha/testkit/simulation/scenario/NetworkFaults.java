package com.umcloud.umha.testkit.simulation.scenario;

import static com.umcloud.umha.testkit.simulation.scenario.Scene.node;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.testkit.simulation.cloud.CloudLink;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What befalls networks, racks, clocks and what is sent between them. Each tells itself. */
interface NetworkFaults extends Scene {
    default void rackLosesPower(String rack) {
        tell(rack + " loses its power");
        region().site().loseRack(rack);
    }

    default void rackPowerReturns(String rack) {
        tell("the power of " + rack + " is back");
        region().site().restoreRack(rack);
    }

    default void storageNetworkFails() {
        tell("the whole storage network fails");
        region().site().networks().setStorageNetwork(false);
    }

    default void storageNetworkReturns() {
        tell("the storage network is back");
        region().site().networks().setStorageNetwork(true);
    }

    default void filtersPings(int host) {
        tell(node(host) + " answers no ping, it is filtered");
        region().site().networks().filterPing(region().site().host(node(host)), true);
    }

    default void agentsHaveNoSecret() {
        tell("telemetry_secret is empty: no agent signs what it sends");
        region().site().samples().sign(false);
    }

    default void clockIsStepped(int host, Duration by) {
        tell("the clock of " + node(host) + " is stepped by " + by.toSeconds() + " s");
        region().site().agent(node(host)).stepClock(by);
    }

    /** It hears no sample and no host answers its pings; Nova, the database and the mail server are reached as before. */
    default void controllerHearsNobody(int controller) {
        tell("controller-" + controller + " loses the networks to the hosts");
        region().site().controller("controller-" + controller).deafen(true);
        region().site().controller("controller-" + controller).pingInVain(true);
    }

    default void controllerHearsAgain(int controller) {
        tell("controller-" + controller + " has the networks to the hosts again");
        region().site().controller("controller-" + controller).deafen(false);
        region().site().controller("controller-" + controller).pingInVain(false);
    }

    /** No host, no BMC, no Nova, no database; and no mail server, which is to be said where there is one controller only. */
    default void controllerLosesAllNetworks(int controller) {
        tell("controller-" + controller + " loses all its networks");
        setConnected(controller, false);
    }

    default void controllerHasNetworksAgain(int controller) {
        tell("controller-" + controller + " has its networks again");
        setConnected(controller, true);
    }

    private void setConnected(int controller, boolean connected) {
        String name = "controller-" + controller;
        region().site().controller(name).isolate(!connected);
        region().setLink(name, connected ? CloudLink.UP : CloudLink.DOWN);
        region().mailbox().setReachable(connected);
        if (connected) {
            region().database().faults(name).end(DatabaseFault.PARTITIONED);
        } else {
            region().database().faults(name).begin(DatabaseFault.PARTITIONED);
        }
    }

    default void controllerClockIsStepped(int controller, Duration by) {
        tell("the clock of controller-" + controller + " is stepped by " + by.toSeconds() + " s");
        region().site().controller("controller-" + controller).stepClock(by);
    }

    default void samplesReplayed(int host) {
        tell("somebody sends the last samples of " + node(host) + " again");
        region().site().samples().replay(region().site().host(node(host)));
    }

    default void sampleForged(int host) {
        tell("somebody without the secret sends a sample of " + node(host) + " that says that all is well");
        region().site().samples().forge(region().site().host(node(host)));
    }

    default void storageLossForged(int host) {
        tell("somebody without the secret sends a sample of " + node(host) + " that says that its storage is lost");
        region().site().samples().forgeStorageLost(region().site().host(node(host)));
    }

    /** Both tables know the host by another name than Nova does. */
    default void isListedAs(int host, String name) {
        tell(node(host) + " is listed in ipmi_info and node_storage_ip_info as " + name);
        HostStore tables = tables();
        Map<String, String> addresses = new TreeMap<>(tables.storageAddresses());
        addresses.put(name, region().site().storageAddresses().get(node(host)));
        addresses.remove(node(host));
        tables.replaceStorageAddresses(addresses);
        deviceIsListedAs(tables, host, name);
    }

    /** Only the table of fence devices knows the host by another name. */
    default void deviceIsListedAs(int host, String name) {
        tell("the fence device of " + node(host) + " is listed in ipmi_info as that of " + name);
        deviceIsListedAs(tables(), host, name);
    }

    private static void deviceIsListedAs(HostStore tables, int host, String name) {
        tables.replaceFenceDevices(tables.fenceDevices().values().stream()
                .map(device -> device.host().equals(node(host))
                        ? new FenceDevice(
                                name, device.address(), device.username(), device.password(), device.options())
                        : device)
                .toList());
    }

    private HostStore tables() {
        return region().database().connect("operator").stores().hosts();
    }
}
