package com.umcloud.umha.core.incident;

import java.time.Duration;

/**
 * What becomes of a host after its evacuation: section {@code [recovery]}.
 *
 * @param stable {@code stable_before_return}: how long a returned host has to be well before it is enabled again
 * @param leaveDisabled {@code leave_disabled}: an operator enables it by hand
 * @param powerOn {@code power_on_after_evacuation}: its power is switched on once every instance has its outcome
 */
public record ReturnConfig(Duration stable, boolean leaveDisabled, boolean powerOn) {}
