package com.umcloud.umha.core.store.ceilometer;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids of meters and resources that are known to be committed; forgets those that were not used for long. */
final class IdentityCache {
    private static final int METERS = 10_000;
    private static final int RESOURCES = 100_000;

    private final Cache<MeterIdentity, Long> meters =
            CacheBuilder.newBuilder().maximumSize(METERS).build();
    private final Cache<ResourceIdentity, Long> resources =
            CacheBuilder.newBuilder().maximumSize(RESOURCES).build();

    @Nullable
    Long meter(MeterIdentity meter) {
        return meters.getIfPresent(meter);
    }

    @Nullable
    Long resource(ResourceIdentity resource) {
        return resources.getIfPresent(resource);
    }

    /** Called after the transaction that read or made them was committed. */
    void remember(Map<MeterIdentity, Long> newMeters, Map<ResourceIdentity, Long> newResources) {
        meters.putAll(newMeters);
        resources.putAll(newResources);
    }

    /** Called when a row that was remembered turned out to be gone. */
    void forgetAll() {
        meters.invalidateAll();
        resources.invalidateAll();
    }
}
