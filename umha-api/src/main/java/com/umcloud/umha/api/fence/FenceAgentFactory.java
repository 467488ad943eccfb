package com.umcloud.umha.api.fence;

import com.umcloud.umha.api.plugin.PluginFactory;

/** Makes fence agents; its name is what the configuration names as the agent of a device, such as {@code ipmi}. */
public interface FenceAgentFactory extends PluginFactory<FenceAgent> {}
