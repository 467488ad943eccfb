package com.umcloud.umha.it.openstack;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.network.StorageNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the cloud's hosts have besides their nova-compute: an address on a storage network, and a life that agents share. It
 * follows the hosts' boots within a twentieth of a second.
 */
final class HostMirror implements AutoCloseable {
    private static final long PERIOD_MILLIS = 50;

    private final Path hostsDirectory;
    private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
    private final Map<String, String> boots = new LinkedHashMap<>();
    private final StorageNetwork network;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "host-mirror");
        thread.setDaemon(true);
        return thread;
    });

    HostMirror(RealCloud cloud) {
        hostsDirectory = cloud.properties().directory().resolve("hosts");
        int number = 0;
        for (String name : cloud.hosts()) {
            number++;
            hosts.put(name, new SimulatedHost(name, "127.11.0." + number, "nova", Set.of()));
        }
        network = new StorageNetwork(hosts.values().stream().toList());
        hosts.keySet().forEach(this::follow);
        watcher.scheduleWithFixedDelay(
                () -> hosts.keySet().forEach(this::follow), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** By name, in the cloud's order. */
    Map<String, SimulatedHost> hosts() {
        return hosts;
    }

    StorageNetwork network() {
        return network;
    }

    private void follow(String name) {
        SimulatedHost host = hosts.get(name);
        String boot = boot(name).orElse("");
        String before = boots.put(name, boot);
        if (host == null || boot.equals(before)) {
            return;
        }
        if (!boot.isEmpty() && before != null && !before.isEmpty()) {
            host.reboot();
        } else if (boot.isEmpty()) {
            host.off();
        } else {
            host.on();
        }
    }

    /** The name of the host's present boot; empty while it is down. */
    private Optional<String> boot(String name) {
        try {
            return Optional.of(Files.readString(hostsDirectory.resolve(name).resolve("boot")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
        network.close();
    }
}
