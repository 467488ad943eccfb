package com.umcloud.umha.core.store.ceilometer;

import org.jspecify.annotations.Nullable;

/**
 * What makes one row in the table of resources.
 *
 * @param metadataHash MD5 of the sorted metadata: every distinct metadata value makes a row of its own
 */
record ResourceIdentity(
        String resourceId,
        @Nullable String userId,
        @Nullable String projectId,
        @Nullable String sourceId,
        String metadataHash) {}
