package com.umcloud.umha.api.evacuate;

/** What came of putting a reserved host into service. */
public sealed interface ReserveResult {
    /** The scheduler may use it now. */
    record InService() implements ReserveResult {}

    /** The cloud certainly did not do it, or the host is of no use as it is; another reserved host may serve. */
    record Refused(String detail) implements ReserveResult {}

    /** It may or may not be in service: time-out, reset connection, server error. The same host is asked for again. */
    record Unknown(String detail) implements ReserveResult {}
}
