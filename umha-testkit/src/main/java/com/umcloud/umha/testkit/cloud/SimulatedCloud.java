package com.umcloud.umha.testkit.cloud;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.testkit.bmc.SimulatedBmc;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.mail.SmtpSink;
import com.umcloud.umha.testkit.network.StorageNetwork;
import com.umcloud.umha.testkit.openstack.SimulatedOpenStack;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A whole cloud on loopback addresses: hosts with running instances, the OpenStack that manages them, a BMC for each host, the
 * storage network and a mail server. Closing it ends all of these; what else was attached to the hosts (agents) is closed by
 * whoever attached it. Safe for use by several threads.
 *
 * <pre>{@code
 * try (SimulatedCloud cloud = SimulatedCloud.builder().hosts(5).instancesPerHost(4).start()) {
 *     cloud.host("node-2.domain.tld").losePower();
 *     // ... until the program under test has done its work
 *     assertThat(cloud.openStack().instancesRunningTwice()).isEmpty();
 * }
 * }</pre>
 */
public final class SimulatedCloud implements AutoCloseable {
    private final List<SimulatedHost> hosts;
    private final SimulatedOpenStack openStack;
    private final StorageNetwork storageNetwork;
    private final SimulatedBmcs bmcs;
    private final SmtpSink mail;

    private SimulatedCloud(List<SimulatedHost> hosts, SimulatedOpenStack openStack) {
        this.hosts = List.copyOf(hosts);
        this.openStack = openStack;
        this.storageNetwork = new StorageNetwork(hosts);
        this.bmcs = new SimulatedBmcs(hosts);
        this.mail = SmtpSink.start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public List<SimulatedHost> hosts() {
        return hosts;
    }

    /** The host of exactly this name. */
    public SimulatedHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host " + name + " among " + hosts));
    }

    /** The BMC of the host of exactly this name; it answers to {@link SimulatedBmcs#USERNAME} and its password. */
    public SimulatedBmc bmc(String host) {
        return bmcs.of(host);
    }

    public StorageNetwork storageNetwork() {
        return storageNetwork;
    }

    /** Where mail is sent to. */
    public SmtpSink mail() {
        return mail;
    }

    public SimulatedOpenStack openStack() {
        return openStack;
    }

    public String authUrl() {
        return openStack.authUrl();
    }

    public String username() {
        return openStack.settings().username();
    }

    public Secret password() {
        return openStack.settings().password();
    }

    public String project() {
        return openStack.settings().project();
    }

    public String region() {
        return openStack.settings().regions().get(0);
    }

    @Override
    public void close() {
        mail.close();
        bmcs.close();
        storageNetwork.close();
        openStack.close();
    }

    /** Says what cloud to make: without further words three hosts with two instances each. */
    public static final class Builder {
        private List<String> names = names(3);
        private int instancesPerHost = 2;
        private boolean volumeBacked;
        private InstantSource clock = InstantSource.system();
        private OpenStackSettings settings = OpenStackSettings.defaults();

        private Builder() {}

        /** So many hosts, {@code node-1.domain.tld} and so on. */
        public Builder hosts(int number) {
            names = names(number);
            return this;
        }

        public Builder hosts(List<String> hostNames) {
            names = List.copyOf(hostNames);
            return this;
        }

        /** Running instances on each host, named {@code vm-1} and so on through the whole cloud. */
        public Builder instancesPerHost(int number) {
            instancesPerHost = number;
            return this;
        }

        /** Whether the instances' root disks are volumes; else they are files made from an image. */
        public Builder volumeBacked(boolean value) {
            volumeBacked = value;
            return this;
        }

        /** The cloud's time; the system's if not said. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        public Builder settings(OpenStackSettings value) {
            settings = value;
            return this;
        }

        public SimulatedCloud start() {
            List<SimulatedHost> hosts = new ArrayList<>();
            for (String name : names) {
                hosts.add(new SimulatedHost(name, storageAddress(hosts.size() + 1), "nova", Set.of("shared")));
            }
            SimulatedOpenStack openStack = SimulatedOpenStack.start(settings, hosts, clock);
            int number = 0;
            for (SimulatedHost host : hosts) {
                for (int i = 0; i < instancesPerHost; i++) {
                    number++;
                    String name = "vm-" + number;
                    String id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                            .toString();
                    SimulatedInstance instance = SimulatedInstance.active(id, name, host.name());
                    openStack.nova().addInstance(volumeBacked ? instance.withVolume() : instance);
                }
            }
            return new SimulatedCloud(hosts, openStack);
        }

        private static List<String> names(int number) {
            return IntStream.rangeClosed(1, number)
                    .mapToObj(i -> "node-" + i + ".domain.tld")
                    .toList();
        }

        /** All of 127.0.0.0/8 is this machine, so every host has an address that answers. */
        private static String storageAddress(int number) {
            return "127.10." + number / 250 + "." + (number % 250 + 1);
        }
    }
}
