package com.umcloud.umha.core.selection;

import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Resources;
import java.util.Map;
import java.util.Optional;

/** Builds instances of which only the described part matters. */
final class Instances {
    private final String name;
    private Map<String, String> metadata = Map.of();
    private Map<String, String> extraSpecs = Map.of();
    private Map<String, String> imageProperties = Map.of();
    private String project = "";

    private Instances(String name) {
        this.name = name;
    }

    static Instances named(String name) {
        return new Instances(name);
    }

    Instances metadata(Map<String, String> pairs) {
        metadata = pairs;
        return this;
    }

    Instances flavor(Map<String, String> pairs) {
        extraSpecs = pairs;
        return this;
    }

    Instances image(Map<String, String> pairs) {
        imageProperties = pairs;
        return this;
    }

    Instances project(String id) {
        project = id;
        return this;
    }

    Instance build() {
        return new Instance(
                "id-of-" + name,
                name,
                Optional.of("node-1"),
                InstanceStatus.ACTIVE,
                Optional.empty(),
                InstanceDisk.VOLUME,
                false,
                metadata,
                new Flavor("m1", Resources.NONE, extraSpecs),
                imageProperties,
                project);
    }
}
