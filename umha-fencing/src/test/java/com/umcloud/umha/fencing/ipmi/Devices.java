package com.umcloud.umha.fencing.ipmi;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.secret.Secret;
import java.util.Map;

/** What the tests of the fence agent start from. */
final class Devices {
    static final String USER = "admin";
    static final String PASSWORD = "secret-of-the-bmc";

    private Devices() {}

    /** The section with its defaults, and those settings over them. */
    static Config section(String settings) {
        return ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseResources("reference.conf").getConfig("ipmi"));
    }

    /** An agent on the system's clock that repeats after 100 ms. */
    static IpmiFenceAgent agent() {
        return new IpmiFenceAgent(section("retry_interval = 100ms"), System::nanoTime);
    }

    static FenceDevice device(String address) {
        return device(address, USER, PASSWORD, Map.of());
    }

    static FenceDevice device(String address, String user, String password, Map<String, String> options) {
        return new FenceDevice("node-1", address, user, Secret.of(password), options);
    }
}
