package com.umcloud.umha.testkit.host;

/** When the guests on a host's disk run again after its power was off. */
public enum GuestReturn {
    /** As soon as the power is back, whatever the cloud wants: the strictest view, in which a host must not return early. */
    WITH_POWER,
    /**
     * When the compute service has started and has destroyed those that were evacuated (Nova's {@code
     * resume_guests_state_on_host_boot}).
     */
    WITH_COMPUTE_SERVICE
}
