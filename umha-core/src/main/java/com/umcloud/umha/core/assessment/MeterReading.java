package com.umcloud.umha.core.assessment;

/** What a further meter said in one interval. */
public enum MeterReading {
    OK,
    LOST,
    MISSING
}
