package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.IncidentCommit;
import java.time.Instant;

/**
 * A step of an engine that was written.
 *
 * @param at when it was written
 * @param processor who wrote it
 * @param epoch under which it was written
 */
public record CommittedStep(Instant at, String processor, long epoch, IncidentCommit commit) {}
