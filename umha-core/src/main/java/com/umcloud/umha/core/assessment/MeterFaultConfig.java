package com.umcloud.umha.core.assessment;

/**
 * What a further meter ({@code business_connectivity}, {@code path_access_ok}) may do ({@code *_cfg =
 * enabled:0/1,severity:0/1}).
 *
 * @param enabled whether its samples are looked at
 * @param acts severity 1: its fault is acted upon; severity 0: the operator is told
 */
public record MeterFaultConfig(boolean enabled, boolean acts) {
    public static final MeterFaultConfig OFF = new MeterFaultConfig(false, false);
}
