package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.nio.file.Path;
import java.time.InstantSource;

record TestContext(SettableClock settable) implements PluginContext {
    @Override
    public InstantSource clock() {
        return settable;
    }

    @Override
    public long nanoTime() {
        return settable.nanoTime();
    }

    @Override
    public String hostName() {
        return "controller-1";
    }

    @Override
    public Path dataDirectory() {
        return Path.of("target");
    }

    @Override
    public ReachabilityProbe reachabilityProbe(String method) {
        throw new UnsupportedOperationException("not needed here");
    }
}
