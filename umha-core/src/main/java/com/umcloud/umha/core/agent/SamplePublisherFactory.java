package com.umcloud.umha.core.agent;

import com.umcloud.umha.core.pipeline.UdpTarget;
import com.umcloud.umha.core.telemetry.SamplePublisher;

/** Makes the publisher of a target; called once per distinct target on the thread that makes the agent. */
@FunctionalInterface
public interface SamplePublisherFactory {
    /** Makes a publisher without waiting for the target; the agent closes it. */
    SamplePublisher open(UdpTarget target);
}
