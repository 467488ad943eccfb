package com.umcloud.umha.core.store;

import com.umcloud.umha.api.fence.FenceDevice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known about hosts: their devices, storage addresses, heartbeats and the signals that were good once. */
public interface HostStore {
    /** The devices by host ({@code ipmi_info}), passwords decrypted. */
    Map<String, FenceDevice> fenceDevices();

    /** Makes the table hold exactly these, in one transaction; returns how many rows changed. */
    int replaceFenceDevices(List<FenceDevice> devices);

    /** Storage addresses by host. */
    Map<String, String> storageAddresses();

    /** Makes the table hold exactly these, in one transaction; returns how many rows changed. */
    int replaceStorageAddresses(Map<String, String> addressByHost);

    /** The names of the signals that were good at least once, by host. */
    Map<String, Set<String>> signalsSeenGood();

    /** Remembers that a signal was good; knowing it already is fine. */
    void signalSeenGood(String host, String signal, Instant at);

    /** When each host was last heard ({@code node_heartbeat}). */
    Map<String, Instant> heartbeats();
}
