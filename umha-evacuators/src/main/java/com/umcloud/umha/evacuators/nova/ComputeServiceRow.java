package com.umcloud.umha.evacuators.nova;

import java.time.Instant;
import java.util.Optional;

/**
 * A compute service as Nova lists it.
 *
 * @param id UUID from microversion 2.53 on, a number before
 * @param host its host
 * @param up whether Nova believes it to be alive
 * @param enabled whether the scheduler may use it
 * @param disabledReason why not; empty if not said
 * @param forcedDown whether it was declared dead
 * @param updatedAt when its row last changed: by a report, or by an administrator
 */
record ComputeServiceRow(
        String id,
        String host,
        boolean up,
        boolean enabled,
        String disabledReason,
        boolean forcedDown,
        Optional<Instant> updatedAt) {}
