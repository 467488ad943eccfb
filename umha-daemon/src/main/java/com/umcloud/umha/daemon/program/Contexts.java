package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.plugin.StandardPluginContext;
import com.umcloud.umha.core.reachability.ReachabilityProbes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the program lends to its plugins. */
final class Contexts {
    private Contexts() {}

    static PluginContext of(Configuration configuration, InstantSource clock) {
        Path data = configuration.program().dataDirectory();
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "[DEFAULT] data_directory " + data + " cannot be made (" + e.getMessage()
                            + "): make it, or name another one",
                    e);
        }
        return new StandardPluginContext(
                clock, System::nanoTime, configuration.hostName(), data, ReachabilityProbes::forMethod);
    }
}
