package com.umcloud.umha.api.evacuate;

/** What came of asking for an instance to be stopped. Whether it is stopped is told by its status afterwards. */
public sealed interface StopResult {
    /** The cloud stops it, or has. */
    record Accepted() implements StopResult {}

    /** The cloud did not do it; ask again later. */
    record Refused(String detail) implements StopResult {}
}
