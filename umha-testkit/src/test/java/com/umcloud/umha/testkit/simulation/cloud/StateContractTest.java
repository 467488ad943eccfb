package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.testkit.contract.CloudUnderTest;
import com.umcloud.umha.testkit.contract.NovaContract;
import org.junit.jupiter.api.BeforeEach;

/** The cloud of the simulation answers as the simulated Nova and a real one do to the evacuator {@code nova}. */
class StateContractTest extends NovaContract {
    private StateCloudUnderTest cloud;

    @BeforeEach
    void start() {
        cloud = new StateCloudUnderTest();
    }

    @Override
    public CloudUnderTest cloud() {
        return cloud;
    }
}
