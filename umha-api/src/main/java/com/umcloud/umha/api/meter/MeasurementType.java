package com.umcloud.umha.api.meter;

import java.util.Locale;

/** Ceilometer's sample types ({@code counter_type}). */
public enum MeasurementType {
    /** A value that stands for itself at its time. */
    GAUGE,
    /** A change since the last measurement. */
    DELTA,
    /** A count that only grows. */
    CUMULATIVE;

    /** The word used on the wire and in the tables. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
