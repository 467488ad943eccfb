package com.umcloud.umha.testkit.host;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One compute host: it can lose power, lose its storage network, panic and reboot, and it holds guests. Others attach
 * to it by listeners. Safe for use by several threads.
 *
 * <p>A guest that was started here and not destroyed stays on the host's disk through a loss of power, and runs again as
 * soon as the power is back: that is how an instance comes to run twice.
 */
public final class SimulatedHost implements PowerSwitch {
    private final String name;
    private final String storageAddress;
    private final String zone;
    private final Set<String> aggregates;
    private final UUID systemUuid;
    private final List<HostListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> guests = new HashSet<>();
    private boolean supplied = true;
    private boolean on = true;
    private boolean panicked;
    private boolean storageNetworkUp = true;

    /**
     * A host that is on and well.
     *
     * @param name the name by which the cloud knows it
     * @param storageAddress its address on the storage network
     * @param zone its availability zone
     * @param aggregates names of the aggregates it belongs to
     */
    public SimulatedHost(String name, String storageAddress, String zone, Set<String> aggregates) {
        this.name = name;
        this.storageAddress = storageAddress;
        this.zone = zone;
        this.aggregates = Set.copyOf(aggregates);
        this.systemUuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return name;
    }

    public String storageAddress() {
        return storageAddress;
    }

    public String zone() {
        return zone;
    }

    public Set<String> aggregates() {
        return aggregates;
    }

    @Override
    public UUID systemUuid() {
        return systemUuid;
    }

    public void addListener(HostListener listener) {
        listeners.add(listener);
    }

    public void removeListener(HostListener listener) {
        listeners.remove(listener);
    }

    @Override
    public synchronized boolean isOn() {
        return on;
    }

    public synchronized boolean isPanicked() {
        return panicked;
    }

    public synchronized boolean isStorageNetworkUp() {
        return storageNetworkUp;
    }

    /** Whether programs run on it: it has power and its kernel has not stopped. */
    public synchronized boolean isAlive() {
        return on && !panicked;
    }

    @Override
    public void off() {
        synchronized (this) {
            if (!on) {
                return;
            }
            on = false;
            panicked = false;
        }
        tell(HostEvent.POWERED_OFF);
    }

    /** Switches it on; without supply ({@link #losePower()}) it stays off. */
    @Override
    public void on() {
        synchronized (this) {
            if (on || !supplied) {
                return;
            }
            on = true;
        }
        tell(HostEvent.POWERED_ON);
    }

    /** The supply fails: the host is off at once and cannot be switched on. */
    public void losePower() {
        synchronized (this) {
            supplied = false;
        }
        off();
    }

    /** The supply is back and the host switches itself on. */
    public void restorePower() {
        synchronized (this) {
            supplied = true;
        }
        on();
    }

    /** Power off and on again, which also ends a panic. */
    public void reboot() {
        off();
        on();
    }

    /** The kernel stops, the power stays; nothing happens to a host that is off. */
    public void panic() {
        synchronized (this) {
            if (!on || panicked) {
                return;
            }
            panicked = true;
        }
        tell(HostEvent.PANICKED);
    }

    public void cutStorageNetwork() {
        setStorageNetwork(false);
    }

    public void restoreStorageNetwork() {
        setStorageNetwork(true);
    }

    private void setStorageNetwork(boolean up) {
        synchronized (this) {
            if (storageNetworkUp == up) {
                return;
            }
            storageNetworkUp = up;
        }
        tell(up ? HostEvent.STORAGE_RESTORED : HostEvent.STORAGE_LOST);
    }

    /** Starts a guest; called by the simulated compute service. */
    public synchronized void startGuest(String instanceId) {
        guests.add(instanceId);
    }

    /** Stops a guest and removes it from the host; called by the simulated compute service. */
    public synchronized void destroyGuest(String instanceId) {
        guests.remove(instanceId);
    }

    /** The guests that were started and not destroyed here, whether or not there is power. */
    public synchronized Set<String> guests() {
        return Set.copyOf(guests);
    }

    /** The truth, whatever the cloud believes: the guest was started here, not destroyed, and there is power. */
    public synchronized boolean runs(String instanceId) {
        return on && guests.contains(instanceId);
    }

    @Override
    public synchronized String toString() {
        return name + (on ? panicked ? " (panicked)" : "" : " (off)") + (storageNetworkUp ? "" : " (no storage)");
    }

    private void tell(HostEvent event) {
        listeners.forEach(listener -> listener.changed(this, event));
    }
}
