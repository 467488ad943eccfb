package com.umcloud.umha.core.assessment;

import java.util.Objects;

/**
 * The valves of section {@code [valve]}.
 *
 * @param storage {@code storage_number}, {@code storage_ratio}
 * @param powerOff {@code power_off_number}, {@code power_off_ratio}
 * @param panic {@code panic_number}, {@code panic_ratio}
 * @param meters {@code continue_count}, {@code error_count}: the valve of the further meters
 * @param business {@code business_connectivity_cfg}
 * @param path {@code path_access_ok_cfg}
 */
public record AssessmentConfig(
        ValveConfig storage,
        ValveConfig powerOff,
        ValveConfig panic,
        ValveConfig meters,
        MeterFaultConfig business,
        MeterFaultConfig path) {
    public AssessmentConfig {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(powerOff, "powerOff");
        Objects.requireNonNull(panic, "panic");
        Objects.requireNonNull(meters, "meters");
    }
}
