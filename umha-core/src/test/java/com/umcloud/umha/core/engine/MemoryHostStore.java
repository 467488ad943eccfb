package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.store.HostStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hosts in memory. */
final class MemoryHostStore implements HostStore {
    private final Map<String, FenceDevice> devices = new TreeMap<>();
    private final Map<String, String> addresses = new TreeMap<>();
    private final Map<String, Set<String>> signals = new TreeMap<>();
    private boolean away;

    synchronized void away(boolean nowAway) {
        away = nowAway;
    }

    private void check() {
        if (away) {
            throw new UmhaException(FailureType.EXTERNAL, "the database is away");
        }
    }

    @Override
    public synchronized Map<String, FenceDevice> fenceDevices() {
        check();
        return Map.copyOf(devices);
    }

    @Override
    public synchronized int replaceFenceDevices(List<FenceDevice> wanted) {
        devices.clear();
        wanted.forEach(d -> devices.put(d.host(), d));
        return wanted.size();
    }

    @Override
    public synchronized Map<String, String> storageAddresses() {
        check();
        return Map.copyOf(addresses);
    }

    @Override
    public synchronized int replaceStorageAddresses(Map<String, String> addressByHost) {
        addresses.clear();
        addresses.putAll(addressByHost);
        return addressByHost.size();
    }

    @Override
    public synchronized Map<String, Set<String>> signalsSeenGood() {
        check();
        Map<String, Set<String>> copy = new TreeMap<>();
        signals.forEach((host, names) -> copy.put(host, Set.copyOf(names)));
        return copy;
    }

    @Override
    public synchronized void signalSeenGood(String host, String signal, Instant at) {
        check();
        signals.computeIfAbsent(host, h -> new TreeSet<>()).add(signal);
    }

    @Override
    public synchronized Map<String, Instant> heartbeats() {
        return Map.of();
    }
}
