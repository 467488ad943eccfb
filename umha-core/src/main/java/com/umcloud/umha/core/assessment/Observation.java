package com.umcloud.umha.core.assessment;

import java.time.Instant;
import java.util.Objects;

/**
 * What was seen of one host in one interval, one reading of each signal.
 *
 * @param at the end of the interval
 * @param probed whether the host answered a probe in it (false as well if none was tried)
 */
public record Observation(
        Instant at,
        StorageReading storage,
        Liveness liveness,
        boolean probed,
        PowerObservation power,
        MeterReading business,
        MeterReading path) {
    public Observation {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(liveness, "liveness");
        Objects.requireNonNull(power, "power");
        Objects.requireNonNull(business, "business");
        Objects.requireNonNull(path, "path");
    }

    /** Whether the same was seen as in another one, apart from the time. */
    public boolean saysTheSameAs(Observation other) {
        return storage == other.storage
                && liveness == other.liveness
                && probed == other.probed
                && power == other.power
                && business == other.business
                && path == other.path;
    }

    /** Whether anything in it speaks against the host. */
    public boolean isBad() {
        return storage == StorageReading.LOST
                || storage == StorageReading.UNREACHABLE
                || liveness == Liveness.SILENT
                || power == PowerObservation.OFF;
    }
}
