package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.testkit.contract.CloudUnderTest;
import com.umcloud.umha.testkit.contract.NovaContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The simulated Nova answers as a real one does. */
class SimulatedNovaContractTest extends NovaContract {
    private SimulatedCloudUnderTest cloud;

    @BeforeEach
    void start() {
        cloud = new SimulatedCloudUnderTest();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Override
    public CloudUnderTest cloud() {
        return cloud;
    }
}
