package com.umcloud.umha.core.store;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.util.List;

/** Ceilometer's {@code sample}, {@code meter} and {@code resource}, and the heartbeat. Called by the collector's writer thread. */
public interface SampleStore {
    /**
     * Writes the samples, in order, in one transaction; if one of them cannot be stored only that one is lost.
     *
     * @return how many were stored
     * @throws com.umcloud.umha.api.failure.UmhaException EXTERNAL if the database is away; nothing was stored then
     */
    int write(List<ReceivedSample> samples);
}
