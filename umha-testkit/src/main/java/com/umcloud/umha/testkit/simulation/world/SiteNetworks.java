package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The management and the storage network. What one host's own links do is said to the host, what a controller's do to the
 * controller. Used by one thread.
 */
public final class SiteNetworks {
    private final Chance chance;
    private final FaultCounts faults;
    private final OperatingSystems systems;
    private final boolean samplesOverStorage;
    private final List<String> storageServers;
    private final Map<String, SimulatedHost> hostByStorageAddress = new LinkedHashMap<>();
    private final Set<String> deadServers = new TreeSet<>();
    private final Set<String> filtered = new TreeSet<>();
    private final List<Consumer<SimulatedHost>> listeners = new ArrayList<>();
    private boolean storageUp = true;
    private boolean managementUp = true;
    private double packetLoss;

    SiteNetworks(
            SiteLayout layout, List<SimulatedHost> hosts, OperatingSystems systems, Chance chance, FaultCounts faults) {
        this.samplesOverStorage = layout.samplesOverStorage();
        this.storageServers = layout.storageServers();
        this.systems = systems;
        this.chance = chance;
        this.faults = faults;
        hosts.forEach(host -> hostByStorageAddress.put(host.storageAddress(), host));
    }

    /** Is told of each host for which something has changed here. */
    public void listen(Consumer<SimulatedHost> listener) {
        listeners.add(listener);
    }

    private void changedForAll() {
        hostByStorageAddress.values().forEach(this::changed);
    }

    private void changed(SimulatedHost host) {
        listeners.forEach(listener -> listener.accept(host));
    }

    /** The whole storage network fails, or is back. */
    public void setStorageNetwork(boolean up) {
        if (storageUp && !up) {
            faults.injected(SiteFault.STORAGE_NETWORK_DOWN);
        }
        storageUp = up;
        changedForAll();
    }

    /**
     * The management network fails for all agents, or is back. What else goes over it (Nova's reports, the database) is cut host by
     * host and controller by controller.
     */
    public void setManagementNetwork(boolean up) {
        if (managementUp && !up) {
            faults.injected(SiteFault.MANAGEMENT_NETWORK_DOWN);
        }
        managementUp = up;
        changedForAll();
    }

    /** One storage server dies, or is back. */
    public void setStorageServer(String address, boolean up) {
        if (!storageServers.contains(address)) {
            throw new IllegalArgumentException("no storage server " + address + " among " + storageServers);
        }
        if (up) {
            deadServers.remove(address);
        } else if (deadServers.add(address)) {
            faults.injected(SiteFault.STORAGE_SERVER_DOWN);
        }
        changedForAll();
    }

    /** A host stops answering probes, although it is well, or answers again. */
    public void filterPing(SimulatedHost host, boolean on) {
        if (!on) {
            filtered.remove(host.name());
        } else if (filtered.add(host.name())) {
            faults.injected(SiteFault.PING_FILTERED);
        }
        changed(host);
    }

    /** Loses this share of the samples and of the tries of a probe, 0 to 1. */
    public void losePackets(double share) {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("a share lies between 0 and 1: " + share);
        }
        if (share > 0) {
            faults.injected(SiteFault.PACKETS_LOST);
        }
        packetLoss = share;
    }

    /** Whether a sample that the host sends now gets onto its way. */
    boolean carriesSamplesOf(SimulatedHost host) {
        return samplesOverStorage
                ? storageUp && host.isStorageNetworkUp()
                : managementUp && host.isManagementNetworkUp();
    }

    /** Whether the host reaches at least one storage server. */
    public boolean reachesStorage(SimulatedHost host) {
        return storageUp && host.isStorageNetworkUp() && deadServers.size() < storageServers.size();
    }

    /** Whether an address of the storage network answers those that can reach the network. */
    boolean answers(String address) {
        if (!storageUp) {
            return false;
        }
        SimulatedHost host = hostByStorageAddress.get(address);
        if (host != null) {
            return host.isStorageNetworkUp() && systems.isUp(host) && !filtered.contains(host.name());
        }
        return storageServers.contains(address) && !deadServers.contains(address);
    }

    /** Whether a probe of the host's storage address is certainly answered, as far as the network goes. */
    public boolean isAnswering(SimulatedHost host) {
        return packetLoss == 0 && answers(host.storageAddress());
    }

    /** Whether the packet at hand is lost. */
    boolean losesPacket() {
        if (packetLoss == 0 || !chance.happens(packetLoss)) {
            return false;
        }
        faults.met(SiteFault.PACKETS_LOST);
        return true;
    }
}
