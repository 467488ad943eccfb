package com.umcloud.umha.core.safety;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * All hosts at a glance, for the gates that look beyond one host. Hosts whose recovery is finished count as neither bad nor
 * present: they wait for repair.
 *
 * @param hosts how many are watched
 * @param badNotOff hosts whose newest observation is bad and whose power does not read off
 * @param off hosts whose power reads off
 * @param recovering hosts whose recovery is under way
 * @param blind why the observer does not trust itself; empty if it does
 * @param notCalmUntil until when the breaker stays open after it tripped; empty if it is closed
 */
public record Fleet(
        int hosts, int badNotOff, int off, int recovering, Optional<String> blind, Optional<Instant> notCalmUntil) {
    public Fleet {
        Objects.requireNonNull(blind, "blind");
        Objects.requireNonNull(notCalmUntil, "notCalmUntil");
    }
}
