package com.umcloud.umha.fencing.ipmi;

import com.typesafe.config.Config;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceAgentFactory;
import com.umcloud.umha.api.plugin.PluginContext;

/** Makes the fence agent {@code ipmi}, which speaks IPMI 2.0 over LAN (RMCP+) by itself. Section {@code [ipmi]}. */
public final class IpmiFenceAgentFactory implements FenceAgentFactory {
    /** The name in the configuration, and of its section. */
    public static final String NAME = "ipmi";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FenceAgent create(Config config, PluginContext context) {
        return new IpmiFenceAgent(config.getConfig(NAME), context::nanoTime);
    }
}
