package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.fence.FenceDevice;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What is known about hosts, by their names. What was read does not change any more. */
final class HostTables {
    private Map<String, FenceDevice> devices = Map.of();
    private Map<String, String> addresses = Map.of();
    private final SortedMap<String, SortedSet<String>> signals = new TreeMap<>();
    private final SortedMap<String, Instant> heartbeats = new TreeMap<>();

    Map<String, FenceDevice> devices() {
        return devices;
    }

    Change<Integer> replaceDevices(SortedMap<String, FenceDevice> wanted) {
        wanted.values().forEach(device -> {
            Columns.check("ipmi_info.hostname", device.host(), Columns.NAME);
            Columns.check("ipmi_info.ip", device.address(), Columns.NAME);
            Columns.check("ipmi_info.username", device.username(), Columns.NAME);
        });
        return replace(devices, wanted, replaced -> devices = replaced);
    }

    Map<String, String> addresses() {
        return addresses;
    }

    Change<Integer> replaceAddresses(SortedMap<String, String> wanted) {
        wanted.forEach((host, address) -> {
            Columns.check("node_storage_ip.hostname", host, Columns.NAME);
            Columns.check("node_storage_ip.storage_ip", address, Columns.NAME);
        });
        return replace(addresses, wanted, replaced -> addresses = replaced);
    }

    private static <T> Change<Integer> replace(
            Map<String, T> table, SortedMap<String, T> wanted, Consumer<Map<String, T>> effect) {
        long gone = table.keySet().stream()
                .filter(host -> !wanted.containsKey(host))
                .count();
        long put = wanted.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(table.get(entry.getKey())))
                .count();
        int changed = Math.toIntExact(gone + put);
        return changed == 0 ? Change.none(0) : Change.of(changed, () -> effect.accept(copy(wanted)));
    }

    Map<String, Set<String>> signals() {
        SortedMap<String, Set<String>> copy = new TreeMap<>();
        signals.forEach((host, names) -> copy.put(host, Collections.unmodifiableSortedSet(new TreeSet<>(names))));
        return Collections.unmodifiableSortedMap(copy);
    }

    Change<Boolean> signalSeenGood(String host, String signal) {
        Columns.check("host_signal.hostname", host, Columns.NAME);
        Columns.check("host_signal.signal_name", signal, Columns.WORD);
        SortedSet<String> known = signals.get(host);
        if (known != null && known.contains(signal)) {
            return Change.none(false);
        }
        return Change.of(
                true,
                () -> signals.computeIfAbsent(host, name -> new TreeSet<>()).add(signal));
    }

    Map<String, Instant> heartbeats() {
        return copy(heartbeats);
    }

    void heard(String host, Instant at) {
        heartbeats.merge(host, Columns.time(at), (a, b) -> a.isAfter(b) ? a : b);
    }

    private static <T> Map<String, T> copy(SortedMap<String, T> table) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(table));
    }
}
