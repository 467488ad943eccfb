package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;

/**
 * A compute service as Nova lists it.
 *
 * @param host its host
 * @param zone the availability zone of the host
 * @param up whether Nova believes it to be alive
 * @param enabled whether the scheduler may use it
 * @param disabledReason why not; empty if not said
 * @param forcedDown whether it was declared dead
 * @param updatedAt when its row last changed, by a report or by an administrator
 */
public record SimulatedService(
        String host,
        String zone,
        boolean up,
        boolean enabled,
        String disabledReason,
        boolean forcedDown,
        Instant updatedAt) {}
