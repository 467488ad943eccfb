package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests' own driver. */
class RealCloudIT {
    @Test
    void bootsStopsAndDeletes() {
        try (RealCloud cloud = RealCloud.open()) {
            cloud.clean();
            String host = cloud.hosts().get(0);

            List<RealServer> booted = cloud.boot(2, host);
            cloud.act(booted.get(0).id(), "os-stop");

            assertThat(cloud.await(booted.get(0).id(), "SHUTOFF").host()).isEqualTo(host);
            assertThat(cloud.serversOn(host)).hasSize(2);
            cloud.clean();
            assertThat(cloud.servers()).isEmpty();
        }
    }
}
