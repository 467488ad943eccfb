package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.store.HostStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known about hosts, over a connection. */
final class ConnectedHostStore implements HostStore {
    private final DatabaseConnection connection;
    private final HostTables tables;

    ConnectedHostStore(DatabaseConnection connection, MemoryDatabase database) {
        this.connection = connection;
        this.tables = database.hostTables();
    }

    @Override
    public Map<String, FenceDevice> fenceDevices() {
        return connection.read("read ipmi_info", tables::devices);
    }

    @Override
    public int replaceFenceDevices(List<FenceDevice> devices) {
        SortedMap<String, FenceDevice> byHost = new TreeMap<>();
        for (FenceDevice device : devices) {
            if (byHost.put(device.host(), device) != null) {
                throw new UmhaException(
                        FailureType.CONFIGURATION, "host " + device.host() + " has two power devices; keep one");
            }
        }
        return connection.write(WriteKind.HOSTS, "replace ipmi_info", () -> tables.replaceDevices(byHost));
    }

    @Override
    public Map<String, String> storageAddresses() {
        return connection.read("read node_storage_ip", tables::addresses);
    }

    @Override
    public int replaceStorageAddresses(Map<String, String> addressByHost) {
        SortedMap<String, String> wanted = new TreeMap<>(addressByHost);
        return connection.write(WriteKind.HOSTS, "replace node_storage_ip", () -> tables.replaceAddresses(wanted));
    }

    @Override
    public Map<String, Set<String>> signalsSeenGood() {
        return connection.read("read host_signal", tables::signals);
    }

    @Override
    public void signalSeenGood(String host, String signal, Instant at) {
        connection.write(
                WriteKind.HOSTS,
                "remember that signal " + signal + " of " + host + " was good",
                () -> tables.signalSeenGood(host, signal));
    }

    @Override
    public Map<String, Instant> heartbeats() {
        return connection.read("read node_heartbeat", tables::heartbeats);
    }
}
