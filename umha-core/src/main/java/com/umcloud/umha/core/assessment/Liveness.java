package com.umcloud.umha.core.assessment;

/** Whether a host gave any sign of life in one interval. */
public enum Liveness {
    /** A sample, an answered probe, or a report to the cloud that advanced. */
    ALIVE,
    /** Nothing of these, although a probe that once was answered has been tried. */
    SILENT,
    /** No sample came, and there is nothing else that could have told. */
    MISSING
}
