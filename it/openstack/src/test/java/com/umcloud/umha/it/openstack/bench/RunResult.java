package com.umcloud.umha.it.openstack.bench;

import java.time.Instant;
import java.util.Map;

/**
 * What was measured in one run. All times are seconds.
 *
 * @param block which block of the schedule, from 0
 * @param beganAt the proof that the host is off, or the direct caller's first call
 * @param total from there until the last instance was ACTIVE elsewhere
 * @param firstCall from there until the first evacuation was asked for
 * @param firstTask from there until Nova was first seen at work on an instance
 * @param slots how well UMHA used its slots; nothing is idle for direct calls, which have none
 * @param noticedMedian between an instance being ACTIVE and the caller knowing it
 * @param noticedMaximum the longest such time
 * @param knownMaximum the longest time between Nova's record of an evacuation being done, its instance ACTIVE, and the caller
 *     knowing it
 * @param cpu what was used from the beginning until the last instance was ACTIVE
 * @param perDestination how many instances each host got
 * @param detection from the cut of the power until the proof; 0 for direct calls
 */
record RunResult(
        Kind kind,
        int instances,
        int block,
        Instant beganAt,
        double total,
        double firstCall,
        double firstTask,
        Slots slots,
        double noticedMedian,
        double noticedMaximum,
        double knownMaximum,
        CpuTimes cpu,
        Map<String, Long> perDestination,
        double detection) {}
