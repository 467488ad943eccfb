package com.umcloud.umha.core.store;

import java.util.List;

/** Reads Ceilometer's {@code sample} as it grows, for a processor that runs apart from the collector. */
public interface SampleReader {
    /**
     * The newest id; 0 in an empty table.
     *
     * @throws com.umcloud.umha.api.failure.UmhaException EXTERNAL if the database is away
     */
    long newestId();

    /** Samples with a greater id, in the order of their ids. */
    List<StoredSample> samplesAfter(long id, int limit);
}
