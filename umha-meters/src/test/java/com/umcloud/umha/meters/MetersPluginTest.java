package com.umcloud.umha.meters;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.meter.MeterFactory;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class MetersPluginTest {
    @Test
    void isFoundByTheServiceLoader() {
        List<UmhaPlugin> plugins = ServiceLoader.load(UmhaPlugin.class).stream()
                .filter(provider -> provider.type().equals(MetersPlugin.class))
                .map(ServiceLoader.Provider::get)
                .toList();
        assertThat(plugins).singleElement().satisfies(plugin -> {
            assertThat(plugin.meterFactories()).extracting(MeterFactory::name).containsExactly("storage_connectivity");
            assertThat(plugin.fenceAgentFactories()).isEmpty();
            assertThat(plugin.evacuatorFactories()).isEmpty();
            assertThat(plugin.notifierFactories()).isEmpty();
        });
    }
}
