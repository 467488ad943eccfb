package com.umcloud.umha.it.openstack;

import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.nio.file.Path;
import java.time.InstantSource;

/** A plugin's surroundings on this machine. */
record SystemContext() implements PluginContext {
    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public String hostName() {
        return "controller";
    }

    @Override
    public Path dataDirectory() {
        return Path.of("target");
    }

    @Override
    public ReachabilityProbe reachabilityProbe(String method) {
        throw new UnsupportedOperationException("the evacuator probes nothing");
    }
}
