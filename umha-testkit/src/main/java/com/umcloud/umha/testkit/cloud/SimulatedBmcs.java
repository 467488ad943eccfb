package com.umcloud.umha.testkit.cloud;

import com.umcloud.umha.testkit.bmc.SimulatedBmc;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The BMCs of a simulated cloud, one for each host. */
public final class SimulatedBmcs implements AutoCloseable {
    /** The account on every BMC. */
    public static final String USERNAME = "admin";

    /** Its password; with a colon, as ipmi_info allows. */
    public static final String PASSWORD = "simulated:password";

    private final Map<String, SimulatedBmc> byHost = new LinkedHashMap<>();

    SimulatedBmcs(List<SimulatedHost> hosts) {
        hosts.forEach(host -> byHost.put(host.name(), SimulatedBmc.start(host, USERNAME, PASSWORD)));
    }

    SimulatedBmc of(String host) {
        SimulatedBmc bmc = byHost.get(host);
        if (bmc == null) {
            throw new IllegalArgumentException("no BMC of " + host + " among those of " + byHost.keySet());
        }
        return bmc;
    }

    @Override
    public void close() {
        byHost.values().forEach(SimulatedBmc::close);
    }
}
