package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.IncidentCommit;
import java.time.Instant;
import java.util.Optional;

/**
 * A transaction that a processor asks for.
 *
 * @param at when it was asked for
 * @param processor who asks
 * @param what it does, in words: "renew the lease"
 * @param commit what a step of the engine writes; empty for anything else
 */
public record DatabaseWrite(
        Instant at, String processor, WriteKind kind, String what, Optional<IncidentCommit> commit) {}
