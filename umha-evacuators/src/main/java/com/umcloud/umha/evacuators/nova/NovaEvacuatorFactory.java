package com.umcloud.umha.evacuators.nova;

import com.typesafe.config.Config;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.EvacuatorFactory;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;

/** Makes the evacuator {@code nova} from section {@code [auth]}. */
public final class NovaEvacuatorFactory implements EvacuatorFactory {
    @Override
    public String name() {
        return "nova";
    }

    @Override
    public Evacuator create(Config config, PluginContext context) {
        NovaConfig nova = NovaConfig.from(config);
        return new NovaEvacuator(
                nova, ComputeGateway.to(nova.cloud(), context::nanoTime), context.clock(), context::nanoTime);
    }
}
