package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import java.time.Duration;

/**
 * How a failed host is recovered: section {@code [recovery]} and the guide's keys.
 *
 * @param powerCheckCount {@code [DEFAULT] ipmi_check_max_count}: how often the state is read back after power-off, from 1
 * @param powerCheckInterval {@code [DEFAULT] ipmi_check_interval}, seconds between two reads
 * @param sharedStorage {@code [DEFAULT] on_share_storage}
 * @param evacuateLocal {@code [DEFAULT] allow_evacuate_local_vm}
 * @param serviceCheckInterval {@code [DEFAULT] interval_check_nova_service}
 * @param serviceDownWait {@code [DEFAULT] max_second_wait_for_service_down}
 * @param beforeInstanceCheck {@code [DEFAULT] seconds_before_check_vm_status}: no instance is judged slow before it
 * @param evacuateTimeout {@code [time] evacuate_timeout}: after it an evacuation is slow and told
 * @param proofMaximumAge {@code proof_maximum_age}: how old a reading of off may be when an evacuation is asked for; at most
 *     5 s
 * @param signsOfLifeEnd {@code signs_of_life_end}: after power-off the host's own signs of life must end within it
 * @param concurrentEvacuations {@code concurrent_evacuations}: calls in flight per host, from 1
 * @param pollInterval {@code poll_interval}: how often running evacuations are looked at
 * @param retryMinimum {@code retry_minimum}: the first pause before something refused is tried again
 * @param retryMaximum {@code retry_maximum}: the pause grows up to it
 * @param hostReturn what becomes of the host afterwards
 * @param selection which instances are evacuated
 * @param placement where they go
 */
public record RecoveryConfig(
        int powerCheckCount,
        Duration powerCheckInterval,
        boolean sharedStorage,
        boolean evacuateLocal,
        Duration serviceCheckInterval,
        Duration serviceDownWait,
        Duration beforeInstanceCheck,
        Duration evacuateTimeout,
        Duration proofMaximumAge,
        Duration signsOfLifeEnd,
        int concurrentEvacuations,
        Duration pollInterval,
        Duration retryMinimum,
        Duration retryMaximum,
        ReturnConfig hostReturn,
        SelectionConfig selection,
        PlacementConfig placement) {}
