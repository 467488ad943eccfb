package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.core.fixture.UnaskedCloud;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.observation.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads capacities in the background and tells which hosts the cloud cannot do without. */
class CapacityWatchTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Resources SMALL = new Resources(1, 1024, 0);

    private final ConcurrentLinkedQueue<EngineEvent.Forecasted> told = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean idle = new AtomicBoolean(true);
    private final ThreeHosts cloud = new ThreeHosts();
    private final CapacityWatch watch = new CapacityWatch(
            cloud,
            new KnownInstances(),
            recovery(),
            Duration.ofSeconds(1),
            () -> NOW,
            () -> Optional.of(round()),
            idle::get,
            told::add);
    private final Thread thread = new Thread(watch);

    private static RecoveryConfig recovery() {
        return new AllotmentGround(64).config();
    }

    private static Round round() {
        Map<String, ComputeHost> hosts = Map.of("a", host("a"), "b", host("b"), "c", host("c"));
        return new Round(NOW, hosts, Map.of(), Set.of(), Map.of(), Map.of(), Map.of(), true, Optional.empty());
    }

    private static ComputeHost host(String name) {
        return new ComputeHost(name, true, true, "", false, Optional.empty(), "nova", Set.of());
    }

    /** Host a has three instances, b one, c none; each has room for one more. */
    private static final class ThreeHosts extends UnaskedCloud {
        private final Map<String, Integer> instances = Map.of("a", 3, "b", 1, "c", 0);

        @Override
        public List<HostCapacity> capacities(Duration limit) {
            return instances.entrySet().stream()
                    .map(e -> {
                        Resources used = new Resources(e.getValue(), 1024L * e.getValue(), 0);
                        return new HostCapacity(e.getKey(), used.plus(SMALL), used);
                    })
                    .toList();
        }

        @Override
        public List<Instance> instancesOn(String host, Duration limit) {
            return IntStream.rangeClosed(1, instances.get(host))
                    .mapToObj(i -> new Instance(
                            host + i,
                            host + "-vm-" + i,
                            Optional.of(host),
                            InstanceStatus.ACTIVE,
                            Optional.empty(),
                            InstanceDisk.VOLUME,
                            false,
                            Map.of(),
                            new Flavor("small", SMALL, Map.of()),
                            Map.of(),
                            ""))
                    .toList();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        watch.close();
        thread.interrupt();
        thread.join(5_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void tellsOfTheHostThatTheOthersCannotReplace() {
        thread.start();
        await().until(() -> !told.isEmpty());
        EngineEvent.Forecasted forecast = told.element();
        assertThat(forecast.hosts()).isEqualTo(3);
        assertThat(forecast.shortages()).containsOnlyKeys("a");
        assertThat(forecast.shortages().get("a")).startsWith("2 of 3 instances would find room; missing for a-vm-");
        assertThat(watch.snapshot().hosts().get("b").free()).isEqualTo(SMALL);
    }

    @Test
    void asksNothingWhileAHostIsRecovered() {
        idle.set(false);
        thread.start();
        await().during(Duration.ofMillis(300))
                .until(() -> watch.snapshot().hosts().isEmpty());
        idle.set(true);
        await().until(() -> !told.isEmpty());
    }
}
