package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.core.telemetry.SampleListener;
import com.umcloud.umha.testkit.host.GuestReturn;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything physical, in virtual time: hosts with their agents, their BMCs, the networks and the controllers. What goes wrong is
 * brought about by plain calls, here for what concerns a host's machine, and at the part for the rest. The same chance and the
 * same calls at the same moments give the same again. Used by one thread.
 *
 * <p>Guests whose host has lost power run again when Nova's compute service has started there and has destroyed those that were
 * evacuated.
 */
public final class SimulatedSite {
    private final SiteLayout layout;
    private final FaultCounts faults = new FaultCounts();
    private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
    private final Map<String, HostLayout> places = new LinkedHashMap<>();
    private final Map<String, SimulatedController> controllers = new LinkedHashMap<>();
    private final Map<String, SimulatedAgent> agents = new LinkedHashMap<>();
    private final Map<String, String> writtenStorageAddresses = new LinkedHashMap<>();
    private final OperatingSystems systems;
    private final SiteNetworks networks;
    private final SampleNetwork samples;
    private final SiteDevices devices;
    private final GroundTruth truth;

    /** A site where all is well; agents measure from now on. */
    public SimulatedSite(Agenda agenda, Chance chance, SiteLayout layout) {
        this.layout = layout;
        systems = new OperatingSystems(agenda, layout.bootTime());
        truth = new GroundTruth(agenda, faults);
        for (HostLayout place : layout.hosts()) {
            SimulatedHost host = new SimulatedHost(
                    place.name(),
                    place.storageAddress(),
                    place.zone(),
                    place.aggregates(),
                    GuestReturn.WITH_COMPUTE_SERVICE);
            if (hosts.put(place.name(), host) != null) {
                throw new IllegalArgumentException("two hosts have the name " + place.name());
            }
            places.put(place.name(), place);
            writtenStorageAddresses.put(place.name(), place.storageAddress());
            host.addListener(systems);
            truth.watch(host);
        }
        layout.controllers().forEach(name -> controllers.put(name, new SimulatedController(name, agenda, faults)));
        networks = new SiteNetworks(layout, hosts(), systems, chance.split(), faults);
        samples = new SampleNetwork(layout, networks, agenda, chance.split(), faults);
        devices = new SiteDevices(layout, hosts, agenda, faults);
        for (SimulatedHost host : hosts.values()) {
            SimulatedAgent agent = new SimulatedAgent(host, agenda, systems, networks, samples, faults);
            agents.put(host.name(), agent);
            agent.begin(chance.between(Duration.ZERO, layout.sampleInterval()), layout.sampleInterval());
        }
    }

    public SiteLayout layout() {
        return layout;
    }

    /** All hosts, in the sequence of the layout. */
    public List<SimulatedHost> hosts() {
        return List.copyOf(hosts.values());
    }

    /** The host of exactly this name. */
    public SimulatedHost host(String name) {
        return find(hosts, name);
    }

    /** The agent of the host of exactly this name. */
    public SimulatedAgent agent(String host) {
        return find(agents, host);
    }

    /** The BMC that is built into the host of exactly this name. */
    public HostBmc bmc(String host) {
        return find(devices.byHost(), host);
    }

    public SimulatedController controller(String name) {
        return find(controllers, name);
    }

    public SiteNetworks networks() {
        return networks;
    }

    /** What carries the samples. */
    public SampleNetwork samples() {
        return samples;
    }

    public GroundTruth truth() {
        return truth;
    }

    /** Whether the host has booted and its kernel runs. */
    public boolean isUp(String host) {
        return systems.isUp(host(host));
    }

    private static <V> V find(Map<String, V> all, String name) {
        V found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no " + name + " among " + all.keySet());
        }
        return found;
    }

    // ---- what a processor is given ----

    /** Lets a processor on a controller hear samples until the connection is closed, which is to be done when it is killed. */
    public SampleConnection connect(String controller, SampleListener listener) {
        return samples.connect(controller(controller), listener);
    }

    /** Reaches the BMCs from a controller; nothing has to be closed. */
    public FenceAgent fenceAgent(String controller) {
        return devices.agent(controller(controller));
    }

    /** Probes the storage network from a controller. */
    public ReachabilityProbe probe(String controller) {
        return new SiteProbe(controller(controller), networks, faults);
    }

    /** The fence devices as operators have written them down, for the database; in the sequence of the layout. */
    public List<FenceDevice> devices() {
        return devices.written();
    }

    /** The hosts' storage addresses as operators have written them down, for the database; in the sequence of the layout. */
    public Map<String, String> storageAddresses() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(writtenStorageAddresses));
    }

    /** Two hosts' devices are written down the wrong way round; {@link #devices} tells so from now on. */
    public void swapDevices(String one, String other) {
        devices.swap(host(one), host(other));
    }

    /** The host's own device is written down for it, whichever was before. */
    public void correctDevice(String host) {
        devices.correct(host(host));
    }

    /** A storage address is written down wrongly; {@link #storageAddresses} tells so from now on. */
    public void mistypeStorageAddress(String host, String address) {
        writtenStorageAddresses.put(host(host).name(), address);
        faults.injected(SiteFault.STORAGE_ADDRESS_MISTYPED);
    }

    // ---- what happens to a machine ----

    /** The feed of one host fails: it is off at once and stays off until {@link #restorePower}. */
    public void losePower(String host) {
        faults.injected(SiteFault.HOST_LOST_POWER);
        failFeed(host(host));
    }

    /** The feed is back; the host switches itself on and boots. */
    public void restorePower(String host) {
        host(host).restorePower();
    }

    /** The feeds of all hosts of a rack fail at once. */
    public void loseRack(String rack) {
        faults.injected(SiteFault.RACK_LOST_POWER);
        inRack(rack).forEach(this::failFeed);
    }

    public void restoreRack(String rack) {
        inRack(rack).forEach(SimulatedHost::restorePower);
    }

    private void failFeed(SimulatedHost host) {
        if (bmc(host.name()).sharesFeed()) {
            faults.injected(SiteFault.BMC_WITHOUT_FEED);
        }
        host.losePower();
    }

    private List<SimulatedHost> inRack(String rack) {
        List<SimulatedHost> there = new ArrayList<>();
        places.forEach((name, place) -> {
            if (place.rack().equals(rack)) {
                there.add(host(name));
            }
        });
        if (there.isEmpty()) {
            throw new IllegalArgumentException("no host is in a rack " + rack);
        }
        return there;
    }

    /** A host that is on reboots by itself, which its BMC does not show; nothing happens to one that is off. */
    public void reboot(String host) {
        if (host(host).isOn()) {
            faults.injected(SiteFault.HOST_REBOOTED);
            host(host).reboot();
        }
    }

    /** Somebody presses the button of a host that is off; without a feed nothing happens. */
    public void switchOnByHand(String host) {
        faults.injected(SiteFault.HOST_SWITCHED_ON_BY_HAND);
        host(host).on();
    }

    /** Somebody presses the button of a host that is on. */
    public void switchOffByHand(String host) {
        faults.injected(SiteFault.HOST_SWITCHED_OFF_BY_HAND);
        host(host).off();
    }

    /** A host panics or hangs: it does nothing any more, its power stays. Its guests may still write. */
    public void hang(String host) {
        faults.injected(SiteFault.HOST_HUNG);
        host(host).panic();
    }

    /** A hanging host goes on; nothing happens to one that was switched off meanwhile. */
    public void resume(String host) {
        if (host(host).isPanicked()) {
            faults.injected(SiteFault.HOST_RESUMED);
            host(host).resume();
        }
    }

    /** A host's link to the storage network fails. */
    public void cutStorage(String host) {
        faults.injected(SiteFault.HOST_LOST_STORAGE);
        host(host).cutStorageNetwork();
    }

    public void restoreStorage(String host) {
        host(host).restoreStorageNetwork();
    }

    /** A host's link to the management network fails; Nova hears nothing of it either. */
    public void cutManagement(String host) {
        faults.injected(SiteFault.HOST_LOST_MANAGEMENT);
        host(host).cutManagementNetwork();
    }

    public void restoreManagement(String host) {
        host(host).restoreManagementNetwork();
    }
}
