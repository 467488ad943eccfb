package com.umcloud.umha.testkit.simulation.world;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What there is at a site.
 *
 * @param hosts the compute hosts
 * @param controllers names of the machines on which processors may run
 * @param storageServers IP addresses of the storage servers
 * @param sampleInterval how often an agent measures
 * @param bootTime from power on until a host answers and its agent runs; Nova's compute service has a setting of its own
 * @param samplesOverStorage whether agents send over the storage network; else over the management network
 */
public record SiteLayout(
        List<HostLayout> hosts,
        List<String> controllers,
        List<String> storageServers,
        Duration sampleInterval,
        Duration bootTime,
        boolean samplesOverStorage) {
    public SiteLayout {
        hosts = List.copyOf(hosts);
        controllers = List.copyOf(controllers);
        storageServers = List.copyOf(storageServers);
        if (sampleInterval.isNegative() || sampleInterval.isZero() || bootTime.isNegative()) {
            throw new IllegalArgumentException(
                    "a sample interval is positive and a boot time not negative: " + sampleInterval + ", " + bootTime);
        }
    }

    /**
     * Hosts in one zone and racks of four, one storage server; samples each second, over the management network; 30 s to boot.
     */
    public static SiteLayout of(int hosts, List<String> controllers) {
        return new SiteLayout(
                IntStream.rangeClosed(1, hosts)
                        .mapToObj(number -> HostLayout.numbered(number, "nova", "rack-" + ((number - 1) / 4 + 1)))
                        .toList(),
                controllers,
                List.of("10.20.255.1"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                false);
    }

    public SiteLayout withHosts(List<HostLayout> value) {
        return new SiteLayout(value, controllers, storageServers, sampleInterval, bootTime, samplesOverStorage);
    }

    public SiteLayout withStorageServers(List<String> value) {
        return new SiteLayout(hosts, controllers, value, sampleInterval, bootTime, samplesOverStorage);
    }

    public SiteLayout withSampleInterval(Duration value) {
        return new SiteLayout(hosts, controllers, storageServers, value, bootTime, samplesOverStorage);
    }

    public SiteLayout withBootTime(Duration value) {
        return new SiteLayout(hosts, controllers, storageServers, sampleInterval, value, samplesOverStorage);
    }

    public SiteLayout withSamplesOverStorage() {
        return new SiteLayout(hosts, controllers, storageServers, sampleInterval, bootTime, true);
    }
}
