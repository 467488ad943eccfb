package com.umcloud.umha.api.reachability;

import java.time.Duration;

/** Tries whether an address answers. Safe for use by several threads. */
public interface ReachabilityProbe {
    /**
     * Sends {@code tries} requests and counts the answers; blocks until all are answered or {@code limit} is over. An
     * address that is malformed or cannot be resolved does not answer.
     *
     * @param address IPv4 or IPv6 address, or a name
     * @param tries at least 1
     * @param limit for the whole call
     * @throws com.umcloud.umha.api.failure.UmhaException if this machine cannot probe at all (no {@code ping} program, no
     *     permission), which says nothing about the address
     */
    Reachability probe(String address, int tries, Duration limit) throws InterruptedException;
}
