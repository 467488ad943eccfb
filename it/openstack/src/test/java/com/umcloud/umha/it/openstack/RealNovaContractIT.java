package com.umcloud.umha.it.openstack;

import com.umcloud.umha.testkit.contract.CloudUnderTest;
import com.umcloud.umha.testkit.contract.NovaContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What the simulated Nova shows, shown by a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNovaContractIT extends NovaContract {
    private CloudUnderTest cloud;

    @BeforeAll
    void begin() {
        cloud = new RealCloudUnderTest();
    }

    @AfterAll
    void end() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Override
    public CloudUnderTest cloud() {
        return cloud;
    }
}
