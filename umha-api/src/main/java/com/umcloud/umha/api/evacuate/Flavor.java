package com.umcloud.umha.api.evacuate;

import java.util.Map;
import java.util.Objects;

/**
 * The flavor that an instance was booted with.
 *
 * @param name its name; empty if the cloud does not tell
 * @param resources what the instance takes of its host; zero if the cloud does not tell
 * @param extraSpecs its extra specs; empty if the cloud shows none to UMHA's user
 */
public record Flavor(String name, Resources resources, Map<String, String> extraSpecs) {
    public static final Flavor UNKNOWN = new Flavor("", Resources.NONE, Map.of());

    public Flavor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(resources, "resources");
        extraSpecs = Map.copyOf(extraSpecs);
    }
}
