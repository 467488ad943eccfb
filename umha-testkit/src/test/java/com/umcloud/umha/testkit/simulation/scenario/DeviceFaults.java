package com.umcloud.umha.testkit.simulation.scenario;

import static com.umcloud.umha.testkit.simulation.scenario.Scene.node;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import java.util.List;

/** What befalls fence devices and the lists of them. Each tells itself. */
interface DeviceFaults extends Scene {
    default void bmcBegins(int host, BmcTrouble trouble) {
        tell("the BMC of " + node(host) + ": " + trouble.label());
        region().site().bmc(node(host)).set(trouble);
    }

    default void bmcEnds(int host, BmcTrouble trouble) {
        tell("the BMC of " + node(host) + ": " + trouble.label() + " is over");
        region().site().bmc(node(host)).clear(trouble);
    }

    default void bmcsHideTheirSystems() {
        tell("neither BMCs nor agents can tell their system's UUID");
        region().site().hosts().forEach(host -> {
            region().site().bmc(host.name()).set(BmcTrouble.HIDE_UUID);
            region().site().agent(host.name()).setUuidReadable(false);
        });
    }

    /** The addresses of two BMCs are written down the wrong way round, or, the second time, the right way again. */
    default void bmcsAreSwappedInTheList(int one, int other) {
        tell("in ipmi_info the BMCs of " + node(one) + " and " + node(other) + " change places, and it is loaded");
        region().site().swapDevices(node(one), node(other));
        region().writeDownHosts();
    }

    default void storageAddressIsListedAs(int host, String address) {
        tell("node_storage_ip_info says that " + node(host) + " has " + address + ", and it is loaded");
        region().site().mistypeStorageAddress(node(host), address);
        region().writeDownHosts();
    }

    /** It has no power but the host's own: both fail together. */
    default void bmcSharesFeed(int host) {
        tell("the BMC of " + node(host) + " has no power but the host's own");
        region().site().bmc(node(host)).shareFeed(true);
    }

    /** Somebody has written down another password than the BMC has. */
    default void passwordIsMistyped(int host) {
        tell("ipmi_info has a wrong password for the BMC of " + node(host));
        List<FenceDevice> devices = region().site().devices().stream()
                .map(device -> device.host().equals(node(host))
                        ? new FenceDevice(
                                device.host(),
                                device.address(),
                                device.username(),
                                Secret.of("mistyped"),
                                device.options())
                        : device)
                .toList();
        region().database().connect("operator").stores().hosts().replaceFenceDevices(devices);
    }

    default void devicesAreCorrected() {
        tell("an operator corrects ipmi_info and loads it");
        region().writeDownHosts();
    }
}
