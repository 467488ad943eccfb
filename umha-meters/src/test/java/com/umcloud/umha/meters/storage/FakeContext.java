package com.umcloud.umha.meters.storage;

import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.core.reachability.ReachabilityProbes;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the program lends to a plugin, with the program's real probes. */
record FakeContext(String hostName, Path dataDirectory) implements PluginContext {
    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public ReachabilityProbe reachabilityProbe(String method) {
        return ReachabilityProbes.forMethod(method);
    }
}
