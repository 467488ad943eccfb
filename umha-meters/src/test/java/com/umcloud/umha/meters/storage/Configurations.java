package com.umcloud.umha.meters.storage;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** Configurations as the program hands them to a factory: what an operator set, over the shipped defaults. */
final class Configurations {
    private Configurations() {}

    static Config defaults() {
        return ConfigFactory.parseResources(StorageConnectivityConfig.class.getClassLoader(), "reference.conf")
                .resolve();
    }

    static Config of(String text) {
        return ConfigFactory.parseString(text).withFallback(defaults()).resolve();
    }
}
