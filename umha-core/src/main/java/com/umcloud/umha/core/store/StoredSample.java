package com.umcloud.umha.core.store;

import com.umcloud.umha.core.telemetry.Sample;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code sample} with its meter and resource.
 *
 * @param id the row's id
 * @param signature the hex signature it carried; empty text if none
 * @param measuredAt the sample's own time; empty if it carried none
 * @param recordedAt when the collector stored it
 */
public record StoredSample(
        long id, Sample sample, String signature, Optional<Instant> measuredAt, Instant recordedAt) {}
