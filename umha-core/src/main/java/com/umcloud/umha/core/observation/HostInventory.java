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
 * by the observer's thread, read by others.
 */
public final class HostInventory {
    private static final Logger LOG = LoggerFactory.getLogger(HostInventory.class);

    private final HostStore store;
    private volatile Map<String, FenceDevice> devices = Map.of();
    private volatile Map<String, String> addresses = Map.of();
    private volatile boolean readable = true;

    public HostInventory(HostStore store) {
        this.store = store;
    }

    /** Reads both tables; false if the database is away. */
    public boolean refresh() {
        try {
            devices = store.fenceDevices();
            addresses = store.storageAddresses();
            readable = true;
        } catch (UmhaException e) {
            if (readable) {
                LOG.warn(
                        "devices and storage addresses cannot be read, going on with the known ones: {}",
                        e.getMessage());
            }
            readable = false;
        }
        return readable;
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
