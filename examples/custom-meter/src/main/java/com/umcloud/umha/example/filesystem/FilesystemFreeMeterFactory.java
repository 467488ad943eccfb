package com.umcloud.umha.example.filesystem;

import com.typesafe.config.Config;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Meter;
import com.umcloud.umha.api.meter.MeterFactory;
import com.umcloud.umha.api.plugin.PluginContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes the meter from section {@code [filesystem_free]}; its defaults are in {@code reference.conf}. */
final class FilesystemFreeMeterFactory implements MeterFactory {
    @Override
    public String name() {
        return "filesystem_free";
    }

    @Override
    public Meter create(Config config, PluginContext context) {
        String value = config.getString("filesystem_free.directories");
        List<Path> directories = Arrays.stream(value.split(",", -1))
                .map(String::trim)
                .map(Path::of)
                .toList();
        if (!directories.stream().allMatch(Path::isAbsolute)) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "[filesystem_free] directories = " + value + ": absolute paths separated by commas are needed");
        }
        return new FilesystemFreeMeter(context.hostName(), directories);
    }
}
