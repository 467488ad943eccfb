package com.umcloud.umha.daemon.demo;

import com.umcloud.umha.testkit.bmc.SimulatedBmc;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A BMC for every simulated host. */
final class SimulatedBmcs implements AutoCloseable {
    private final Map<String, SimulatedBmc> byHost = new LinkedHashMap<>();

    SimulatedBmcs(List<SimulatedHost> hosts) {
        for (SimulatedHost host : hosts) {
            byHost.put(host.name(), SimulatedBmc.start(host, DemoFiles.BMC_USER, DemoFiles.BMC_PASSWORD));
        }
    }

    /** Their addresses as {@code ipmi_info} has them: with a port, so in brackets. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        byHost.forEach((host, bmc) -> addresses.put(host, "[" + bmc.address() + "]"));
        return addresses;
    }

    @Override
    public void close() {
        byHost.values().forEach(SimulatedBmc::close);
    }
}
