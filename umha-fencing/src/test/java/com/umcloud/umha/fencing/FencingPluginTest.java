package com.umcloud.umha.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceAgentFactory;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.testkit.bmc.SimulatedBmc;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FencingPluginTest {
    @Test
    void theAgentIsFoundByItsNameAndWorksWithTheDefaults() throws Exception {
        List<FenceAgentFactory> factories = ServiceLoader.load(UmhaPlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(FencingPlugin.class::isInstance)
                .flatMap(plugin -> plugin.fenceAgentFactories().stream())
                .toList();
        assertThat(factories).extracting(FenceAgentFactory::name).containsExactly("ipmi");

        SimulatedHost host = new SimulatedHost("node-1", "127.10.0.2", "nova", Set.of());
        Config defaults = ConfigFactory.parseResources("reference.conf");
        try (SimulatedBmc bmc = SimulatedBmc.start(host, "admin", "secret");
                FenceAgent agent = factories.get(0).create(defaults, new Context())) {
            FenceDevice device = new FenceDevice("node-1", bmc.address(), "admin", Secret.of("secret"), Map.of());
            Duration limit = Duration.ofSeconds(10);
            assertThat(agent.readSystemUuid(device, limit)).contains(host.systemUuid());
            agent.powerOff(device, limit);
            assertThat(host.isOn()).isFalse();
            assertThat(agent.readPower(device, limit)).isEqualTo(new PowerReading.Known(PowerState.OFF));
        }
    }

    private static final class Context implements PluginContext {
        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public String hostName() {
            return "controller-1";
        }

        @Override
        public Path dataDirectory() {
            throw new UnsupportedOperationException("no files");
        }

        @Override
        public ReachabilityProbe reachabilityProbe(String method) {
            throw new UnsupportedOperationException("no probe");
        }
    }
}
