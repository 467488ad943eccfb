package com.umcloud.umha.api.evacuate;

/** What came of giving a returned host back to the cloud. */
public sealed interface ReleaseResult {
    /** The cloud uses the host again. */
    record Released() implements ReleaseResult {}

    /** The cloud does not let it go yet, such as while evacuation records are not settled. Ask again. */
    record Waiting(String detail) implements ReleaseResult {}

    /** Somebody else has disabled the host since, or declared it down: that is left as it is, for good. */
    record NotOurs(String detail) implements ReleaseResult {}

    /** The cloud did not do it; ask again later. */
    record Refused(String detail) implements ReleaseResult {}
}
