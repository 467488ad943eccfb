package com.umcloud.umha.api.fence;

/** What came of asking a device for the power state. Only {@link Known} says anything about the host. */
public sealed interface PowerReading {
    /** The device answered, authenticated. */
    record Known(PowerState state) implements PowerReading {}

    /**
     * The state is unknown.
     *
     * @param failure why
     * @param detail one line for the operator, with the address and without secrets
     */
    record Unknown(FenceFailure failure, String detail) implements PowerReading {}
}
