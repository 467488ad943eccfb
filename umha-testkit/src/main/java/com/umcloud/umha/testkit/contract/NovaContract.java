package com.umcloud.umha.testkit.contract;

import org.junit.jupiter.api.AfterEach;

/**
 * What UMHA relies on of Nova, shown by the evacuator {@code nova} on a cloud: subclassed for the simulated Nova, which has to
 * answer as the real one does, and for a real one. Nothing here looks into the cloud but through the evacuator.
 */
public abstract class NovaContract implements HostContract, InstanceContract, EvacuationContract, FaultContract {
    @AfterEach
    void leaveItAsItWas() {
        cloud().tidy();
    }
}
