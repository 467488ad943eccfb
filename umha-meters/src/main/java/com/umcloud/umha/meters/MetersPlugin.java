package com.umcloud.umha.meters;

import com.umcloud.umha.api.meter.MeterFactory;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import com.umcloud.umha.meters.storage.StorageConnectivityMeterFactory;
import java.util.List;

/** Offers {@code storage_connectivity}. */
public final class MetersPlugin implements UmhaPlugin {
    @Override
    public List<MeterFactory> meterFactories() {
        return List.of(new StorageConnectivityMeterFactory());
    }
}
