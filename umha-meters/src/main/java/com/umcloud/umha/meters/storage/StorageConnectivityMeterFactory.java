package com.umcloud.umha.meters.storage;

import com.typesafe.config.Config;
import com.umcloud.umha.api.meter.Meter;
import com.umcloud.umha.api.meter.MeterFactory;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.util.Map;
import java.util.TreeMap;

/** Makes the meter {@code storage_connectivity}: does this host reach at least one of its storage servers? */
public final class StorageConnectivityMeterFactory implements MeterFactory {
    static final String NAME = "storage_connectivity";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Meter create(Config config, PluginContext context) {
        StorageConnectivityConfig settings = StorageConnectivityConfig.from(config);
        ReachabilityProbe probe = context.reachabilityProbe(settings.probe());
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("host", context.hostName());
        metadata.put("probe", settings.probe());
        SystemUuid.read(settings.systemUuidFile()).ifPresent(uuid -> metadata.put("system_uuid", uuid));
        return new StorageConnectivityMeter(settings, context.hostName(), probe, metadata);
    }
}
