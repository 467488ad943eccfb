package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.store.HostStore;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fence devices and storage addresses as last read from the database; what was known stays while it is away. Refreshed
 * by one thread at a time, read by others.
 */
public final class HostInventory {
    private static final Logger LOG = LoggerFactory.getLogger(HostInventory.class);

    private final HostStore store;
    private volatile Map<String, FenceDevice> devices = Map.of();
    private volatile Map<String, String> addresses = Map.of();
    private boolean readable = true;

    public HostInventory(HostStore store) {
        this.store = store;
    }

    /** Reads both tables; why they cannot be read, or empty if they can. */
    public Optional<String> refresh() {
        try {
            Map<String, FenceDevice> readDevices = store.fenceDevices();
            addresses = store.storageAddresses();
            devices = readDevices;
            readable = true;
            return Optional.empty();
        } catch (RuntimeException e) {
            if (readable) {
                LOG.warn(
                        "devices and storage addresses cannot be read, going on with the known ones: {}",
                        e.getMessage(),
                        e instanceof UmhaException ? null : e);
            }
            readable = false;
            return Optional.of("devices and storage addresses cannot be read: " + e.getMessage());
        }
    }

    public Optional<FenceDevice> device(String host) {
        return Optional.ofNullable(devices.get(host));
    }

    public Optional<String> storageAddress(String host) {
        return Optional.ofNullable(addresses.get(host));
    }

    public Map<String, FenceDevice> devices() {
        return devices;
    }

    public Map<String, String> storageAddresses() {
        return addresses;
    }
}
