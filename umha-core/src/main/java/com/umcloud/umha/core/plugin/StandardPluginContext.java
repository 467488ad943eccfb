package com.umcloud.umha.core.plugin;

import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the program lends to its plugins, put together once at start.
 *
 * @param clock wall-clock time
 * @param nanoClock steady time, as {@link System#nanoTime()}
 * @param hostName this host's name as Nova knows it
 * @param dataDirectory exists and belongs to the program
 * @param probes makes the probe of a method such as {@code icmp}; throws an UmhaException of type CONFIGURATION for a
 *     method it does not know
 */
public record StandardPluginContext(
        InstantSource clock,
        LongSupplier nanoClock,
        String hostName,
        Path dataDirectory,
        Function<String, ReachabilityProbe> probes)
        implements PluginContext {
    public StandardPluginContext {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(nanoClock, "nanoClock");
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        Objects.requireNonNull(probes, "probes");
        if (hostName.isBlank()) {
            throw new IllegalArgumentException("the host has no name");
        }
    }

    @Override
    public long nanoTime() {
        return nanoClock.getAsLong();
    }

    @Override
    public ReachabilityProbe reachabilityProbe(String method) {
        return probes.apply(method);
    }
}
