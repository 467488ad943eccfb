package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Hosts with a power supply each, an agent and an address, and fence devices that control one of them. */
final class FakeWorld implements FenceAgent, ReachabilityProbe {
    private static final String ADDRESS = "bmc-";
    static final String STORAGE_SERVER = "192.0.2.250";

    private final Journal journal;
    private final AtomicLong measured = new AtomicLong();
    private final Map<String, Host> hosts = new TreeMap<>();
    private final Map<String, String> wiring = new ConcurrentHashMap<>();
    private final Set<String> hangingDevices = ConcurrentHashMap.newKeySet();
    private final Set<String> brokenDevices = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    volatile boolean networkWorks = true;
    volatile boolean probesArrive = true;

    /** One host; its switches may be flipped at any time. */
    static final class Host {
        final String name;
        final String address;
        volatile boolean powered = true;
        volatile boolean panicked;
        volatile boolean storageWorks = true;
        volatile boolean agentRuns = true;

        Host(String name, String address) {
            this.name = name;
            this.address = address;
        }

        boolean lives() {
            return powered && !panicked;
        }
    }

    FakeWorld(Journal journal, int count) {
        this.journal = journal;
        for (int i = 1; i <= count; i++) {
            hosts.put("c-" + i, new Host("c-" + i, "192.0.2." + i));
        }
    }

    Host host(String name) {
        return hosts.get(name);
    }

    Map<String, Host> hosts() {
        return hosts;
    }

    /** The device that is listed for one host controls another. */
    void wire(String listedFor, String controls) {
        wiring.put(listedFor, controls);
    }

    void hangDevice(String host) {
        hangingDevices.add(host);
    }

    /** All devices answer again. */
    void mendDevices() {
        hangingDevices.clear();
        brokenDevices.clear();
    }

    void breakDevice(String host) {
        brokenDevices.add(host);
    }

    List<FenceDevice> devices() {
        return hosts.keySet().stream()
                .map(h -> new FenceDevice(h, ADDRESS + h, "admin", Secret.of("secret"), Map.of()))
                .toList();
    }

    Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        hosts.values().forEach(h -> addresses.put(h.name, h.address));
        return addresses;
    }

    /** The same with the devices of two hosts taken for each other's. */
    List<FenceDevice> devicesExchanged(String one, String other) {
        return devices().stream()
                .map(d -> d.host().equals(one) ? listed(one, other) : d.host().equals(other) ? listed(other, one) : d)
                .toList();
    }

    private static FenceDevice listed(String host, String deviceOf) {
        return new FenceDevice(host, ADDRESS + deviceOf, "admin", Secret.of("secret"), Map.of());
    }

    /** What the agents send at this moment. */
    List<ReceivedSample> samples() {
        List<ReceivedSample> samples = new ArrayList<>();
        for (Host host : hosts.values()) {
            if (host.lives() && host.agentRuns && networkWorks) {
                samples.add(sample(host.name, host.storageWorks ? 1 : 0));
            }
        }
        return samples;
    }

    private ReceivedSample sample(String host, double volume) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusMillis(measured.incrementAndGet());
        Sample sample = new Sample(
                "openstack",
                "storage_connectivity",
                "gauge",
                "status",
                volume,
                null,
                null,
                host,
                at.toString(),
                Map.of(),
                UUID.randomUUID().toString());
        return new ReceivedSample(sample, "", true, Optional.of(at), at, InetAddress.getLoopbackAddress());
    }

    @Override
    public Reachability probe(String address, int tries, Duration limit) {
        boolean answers = networkWorks
                && probesArrive
                && (address.equals(STORAGE_SERVER)
                        || hosts.values().stream().anyMatch(h -> h.address.equals(address) && h.lives()));
        return new Reachability(tries, answers ? tries : 0, Optional.empty());
    }

    private @Nullable Host behind(FenceDevice device) throws InterruptedException {
        if (hangingDevices.contains(device.host())) {
            hang();
        }
        if (brokenDevices.contains(device.host())) {
            throw new LinkageError("a class of the agent is missing");
        }
        String behind = device.address().substring(ADDRESS.length());
        return hosts.get(wiring.getOrDefault(device.host(), behind));
    }

    void hang() throws InterruptedException {
        if (!never.await(1, TimeUnit.MINUTES)) {
            throw new UmhaException(FailureType.TIMEOUT, "nobody interrupted this call");
        }
    }

    @Override
    public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
        Host host = behind(device);
        return new PowerReading.Known(host != null && host.powered ? PowerState.ON : PowerState.OFF);
    }

    @Override
    public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
        Host host = behind(device);
        journal.add("power off " + device.host());
        if (host != null) {
            host.powered = false;
        }
        return new PowerCommandResult.Accepted();
    }

    @Override
    public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
        Host host = behind(device);
        journal.add("power on " + device.host());
        if (host != null) {
            host.panicked = false;
            host.powered = true;
        }
        return new PowerCommandResult.Accepted();
    }
}
