package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.LeaseRow;
import java.time.Instant;

/**
 * A change of the lease that was written.
 *
 * @param at when it was written
 * @param processor who wrote it
 * @param row what it is since
 */
public record LeaseChange(Instant at, String processor, LeaseRow row) {}
