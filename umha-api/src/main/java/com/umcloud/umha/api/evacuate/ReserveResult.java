package com.umcloud.umha.api.evacuate;

/** What came of putting a reserved host into service. */
public sealed interface ReserveResult {
    /** The scheduler may use it now. */
    record InService() implements ReserveResult {}

    /** The cloud did not do it; another reserved host may serve. */
    record Refused(String detail) implements ReserveResult {}
}
