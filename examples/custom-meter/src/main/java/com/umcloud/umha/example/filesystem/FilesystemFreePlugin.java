package com.umcloud.umha.example.filesystem;

import com.umcloud.umha.api.meter.MeterFactory;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import java.util.List;

/** Offers the meter {@code filesystem_free}. */
public final class FilesystemFreePlugin implements UmhaPlugin {
    @Override
    public List<MeterFactory> meterFactories() {
        return List.of(new FilesystemFreeMeterFactory());
    }
}
