package com.umcloud.umha.api.evacuate;

import com.umcloud.umha.api.plugin.PluginFactory;

/** Makes evacuators; its name is what {@code [DEFAULT] evacuator} names, such as {@code nova}. */
public interface EvacuatorFactory extends PluginFactory<Evacuator> {}
