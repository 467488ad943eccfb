package com.umcloud.umha.api.meter;

import com.umcloud.umha.api.plugin.PluginFactory;

/** Makes meters; its name is the name that the pipeline file lists under {@code meters}. */
public interface MeterFactory extends PluginFactory<Meter> {}
