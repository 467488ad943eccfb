package com.umcloud.umha.testkit.host;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One compute host: it can lose power, lose a network, panic or hang, go on after that, and reboot; and it holds guests.
 * Others attach to it by listeners. Safe for use by several threads.
 *
 * <p>A guest that was started here and not destroyed stays on the host's disk through a loss of power, and runs again
 * afterwards ({@link GuestReturn}): that is how an instance comes to run twice. While a host hangs its guests count as
 * running: they may still write to their disks.
 */
public final class SimulatedHost implements PowerSwitch {
    private final String name;
    private final String storageAddress;
    private final String zone;
    private final Set<String> aggregates;
    private final UUID systemUuid;
    private final GuestReturn guestReturn;
    private final List<HostListener> listeners = new CopyOnWriteArrayList<>();
    private final List<GuestListener> guestListeners = new CopyOnWriteArrayList<>();
    private final Set<String> guests = new TreeSet<>();
    private final Set<String> running = new TreeSet<>();
    private boolean supplied = true;
    private boolean on = true;
    private boolean panicked;
    private boolean storageNetworkUp = true;
    private boolean managementNetworkUp = true;

    /** As the other constructor; its guests return with its power. */
    public SimulatedHost(String name, String storageAddress, String zone, Set<String> aggregates) {
        this(name, storageAddress, zone, aggregates, GuestReturn.WITH_POWER);
    }

    /**
     * A host that is on and well.
     *
     * @param name the name by which the cloud knows it
     * @param storageAddress its address on the storage network
     * @param zone its availability zone
     * @param aggregates names of the aggregates it belongs to
     * @param guestReturn when its guests run again after its power was off
     */
    public SimulatedHost(
            String name, String storageAddress, String zone, Set<String> aggregates, GuestReturn guestReturn) {
        this.name = name;
        this.storageAddress = storageAddress;
        this.zone = zone;
        this.aggregates = Set.copyOf(aggregates);
        this.guestReturn = guestReturn;
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

    public void addGuestListener(GuestListener listener) {
        guestListeners.add(listener);
    }

    @Override
    public synchronized boolean isOn() {
        return on;
    }

    /** Whether its supply has power; without it nothing can switch the host on. */
    public synchronized boolean isSupplied() {
        return supplied;
    }

    public synchronized boolean isPanicked() {
        return panicked;
    }

    public synchronized boolean isStorageNetworkUp() {
        return storageNetworkUp;
    }

    public synchronized boolean isManagementNetworkUp() {
        return managementNetworkUp;
    }

    /** Whether programs run on it: it has power and its kernel has not stopped. */
    public synchronized boolean isAlive() {
        return on && !panicked;
    }

    @Override
    public void off() {
        announce();
        synchronized (this) {
            if (!on) {
                return;
            }
            on = false;
            panicked = false;
            running.clear();
        }
        tell(HostEvent.POWERED_OFF);
    }

    /** Switches it on; without supply ({@link #losePower()}) it stays off. */
    @Override
    public void on() {
        announce();
        synchronized (this) {
            if (on || !supplied) {
                return;
            }
            on = true;
            if (guestReturn == GuestReturn.WITH_POWER) {
                running.addAll(guests);
            }
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

    /** The kernel stops or hangs, the power stays; nothing happens to a host that is off. */
    public void panic() {
        announce();
        synchronized (this) {
            if (!on || panicked) {
                return;
            }
            panicked = true;
        }
        tell(HostEvent.PANICKED);
    }

    /** A hang is over: everything on the host goes on where it had stopped; nothing happens to a host that does not hang. */
    public void resume() {
        announce();
        synchronized (this) {
            if (!panicked) {
                return;
            }
            panicked = false;
        }
        tell(HostEvent.RESUMED);
    }

    public void cutStorageNetwork() {
        setStorageNetwork(false);
    }

    public void restoreStorageNetwork() {
        setStorageNetwork(true);
    }

    private void setStorageNetwork(boolean up) {
        announce();
        synchronized (this) {
            if (storageNetworkUp == up) {
                return;
            }
            storageNetworkUp = up;
        }
        tell(up ? HostEvent.STORAGE_RESTORED : HostEvent.STORAGE_LOST);
    }

    public void cutManagementNetwork() {
        setManagementNetwork(false);
    }

    public void restoreManagementNetwork() {
        setManagementNetwork(true);
    }

    private void setManagementNetwork(boolean up) {
        announce();
        synchronized (this) {
            if (managementNetworkUp == up) {
                return;
            }
            managementNetworkUp = up;
        }
        tell(up ? HostEvent.MANAGEMENT_RESTORED : HostEvent.MANAGEMENT_LOST);
    }

    /** Starts a guest; called by the simulated compute service. */
    public void startGuest(String instanceId) {
        synchronized (this) {
            guests.add(instanceId);
            if (on) {
                running.add(instanceId);
            }
        }
        tellOfGuest(instanceId);
    }

    /** Starts a guest again that is here and does not run; called by the simulated compute service when it starts. */
    public void resumeGuest(String instanceId) {
        synchronized (this) {
            if (!on || !guests.contains(instanceId) || !running.add(instanceId)) {
                return;
            }
        }
        tellOfGuest(instanceId);
    }

    /** Stops a guest and removes it from the host; called by the simulated compute service. */
    public void destroyGuest(String instanceId) {
        synchronized (this) {
            running.remove(instanceId);
            if (!guests.remove(instanceId)) {
                return;
            }
        }
        tellOfGuest(instanceId);
    }

    /** The guests that were started and not destroyed here, whether or not they run; in the order of their ids. */
    public synchronized Set<String> guests() {
        return Collections.unmodifiableSet(new TreeSet<>(guests));
    }

    /** Whether the guest was started here and not destroyed, whether or not it runs. */
    public synchronized boolean holds(String instanceId) {
        return guests.contains(instanceId);
    }

    /** The truth, whatever the cloud believes: the guest was started here, has not been stopped, and there is power. */
    public synchronized boolean runs(String instanceId) {
        return running.contains(instanceId);
    }

    @Override
    public synchronized String toString() {
        return name
                + (on ? panicked ? " (panicked)" : "" : " (off)")
                + (storageNetworkUp ? "" : " (no storage)")
                + (managementNetworkUp ? "" : " (no management)");
    }

    private void announce() {
        listeners.forEach(listener -> listener.aboutToChange(this));
    }

    private void tellOfGuest(String instanceId) {
        guestListeners.forEach(listener -> listener.changed(this, instanceId));
    }

    private void tell(HostEvent event) {
        listeners.forEach(listener -> listener.changed(this, event));
    }
}
