package com.umcloud.umha.core.placement;

import com.umcloud.umha.api.evacuate.Resources;
import java.util.Objects;

/**
 * An instance that needs a host.
 *
 * @param instanceId which
 * @param resources what it takes; zero if that is not known
 */
public record Need(String instanceId, Resources resources) {
    public Need {
        Objects.requireNonNull(instanceId, "instanceId");
        Objects.requireNonNull(resources, "resources");
    }
}
