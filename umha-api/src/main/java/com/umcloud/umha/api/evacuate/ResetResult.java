package com.umcloud.umha.api.evacuate;

/** What came of setting an instance to error, so that the cloud evacuates it. */
public sealed interface ResetResult {
    /** It is in error now. */
    record Reset() implements ResetResult {}

    /** The cloud did not do it. */
    record Refused(String detail) implements ResetResult {}
}
