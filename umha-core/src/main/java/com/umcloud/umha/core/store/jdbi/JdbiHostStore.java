package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseTime;
import com.umcloud.umha.core.store.sealing.SecretBox;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What is known about hosts, in the tables {@code ipmi_info}, {@code node_storage_ip}, {@code host_signal} and {@code
 * node_heartbeat}. Passwords are sealed; the key file is made at the first load and needed to read them.
 */
public final class JdbiHostStore implements HostStore {
    private final Database database;
    private final FenceDeviceRows devices;
    private final InstantSource clock;

    public JdbiHostStore(Database database, SecretBox box, InstantSource clock) {
        this.database = database;
        this.devices = new FenceDeviceRows(box);
        this.clock = clock;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UmhaException CONFIGURATION if the key file cannot be used, is not the one that the table was loaded with, or
     *     a row was changed by hand
     */
    @Override
    public Map<String, FenceDevice> fenceDevices() {
        return devices.open(database.read("read ipmi_info", FenceDeviceRows::read));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UmhaException CONFIGURATION if a host stands in it twice, or the key file cannot be used, or is missing
     *     although the table was loaded with one
     */
    @Override
    public int replaceFenceDevices(List<FenceDevice> wanted) {
        Map<String, FenceDevice> byHost = new TreeMap<>();
        for (FenceDevice device : wanted) {
            if (byHost.put(device.host(), device) != null) {
                throw new UmhaException(
                        FailureType.CONFIGURATION, "host " + device.host() + " has two power devices; keep one");
            }
        }
        LocalDateTime now = now();
        return database.transaction("replace ipmi_info", handle -> devices.replace(handle, byHost, now));
    }

    @Override
    public Map<String, String> storageAddresses() {
        return database.read("read node_storage_ip", JdbiHostStore::readAddresses);
    }

    @Override
    public int replaceStorageAddresses(Map<String, String> addressByHost) {
        Map<String, String> wanted = new TreeMap<>(addressByHost);
        LocalDateTime now = now();
        return database.transaction("replace node_storage_ip", handle -> {
            Map<String, String> found = readAddresses(handle);
            int changed = 0;
            for (String host : found.keySet()) {
                if (!wanted.containsKey(host)) {
                    changed += handle.createUpdate("DELETE FROM node_storage_ip WHERE hostname = ?")
                            .bind(0, host)
                            .execute();
                }
            }
            for (Map.Entry<String, String> entry : wanted.entrySet()) {
                if (!entry.getValue().equals(found.get(entry.getKey()))) {
                    putAddress(handle, entry.getKey(), entry.getValue(), now);
                    changed++;
                }
            }
            return changed;
        });
    }

    private static Map<String, String> readAddresses(Handle handle) {
        Map<String, String> addresses = new LinkedHashMap<>();
        handle.createQuery("SELECT hostname, storage_ip FROM node_storage_ip ORDER BY hostname")
                .map((row, context) -> Map.entry(row.getString("hostname"), row.getString("storage_ip")))
                .forEach(entry -> addresses.put(entry.getKey(), entry.getValue()));
        return addresses;
    }

    private static void putAddress(Handle handle, String host, String address, LocalDateTime now) {
        handle.createUpdate("INSERT INTO node_storage_ip (hostname, storage_ip, updated_at) VALUES (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE storage_ip = VALUES(storage_ip), updated_at = VALUES(updated_at)")
                .bind(0, host)
                .bind(1, address)
                .bind(2, now)
                .execute();
    }

    @Override
    public Map<String, Set<String>> signalsSeenGood() {
        return database.read("read host_signal", handle -> {
            Map<String, Set<String>> signals = new LinkedHashMap<>();
            handle.createQuery("SELECT hostname, signal_name FROM host_signal ORDER BY hostname, signal_name")
                    .map((row, context) -> Map.entry(row.getString("hostname"), row.getString("signal_name")))
                    .forEach(entry -> signals.computeIfAbsent(entry.getKey(), host -> new TreeSet<>())
                            .add(entry.getValue()));
            return signals;
        });
    }

    @Override
    public void signalSeenGood(String host, String signal, Instant at) {
        database.write(
                "remember that signal " + signal + " of " + host + " was good",
                handle -> handle.createUpdate("INSERT INTO host_signal (hostname, signal_name, first_good_at)"
                                + " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE hostname = hostname")
                        .bind(0, host)
                        .bind(1, signal)
                        .bind(2, DatabaseTime.toColumn(at))
                        .execute());
    }

    @Override
    public Map<String, Instant> heartbeats() {
        return database.read("read node_heartbeat", handle -> {
            Map<String, Instant> heard = new LinkedHashMap<>();
            handle.createQuery("SELECT hostname, last_heard_at FROM node_heartbeat ORDER BY hostname")
                    .map((row, context) -> Map.entry(row.getString("hostname"), Columns.time(row, "last_heard_at")))
                    .forEach(entry -> heard.put(entry.getKey(), entry.getValue()));
            return heard;
        });
    }

    private LocalDateTime now() {
        return DatabaseTime.toColumn(clock.instant());
    }
}
