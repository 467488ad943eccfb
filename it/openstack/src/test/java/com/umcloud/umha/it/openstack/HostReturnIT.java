package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.core.incident.AnnouncementKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a host that was recovered and comes back. */
class HostReturnIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @RegisterExtension
    final CleanCloud clean = new CleanCloud();

    @Test
    void isEnabledAgainWhenItIsWellAndStable() {
        RealCloud cloud = clean.cloud();
        String host = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(3, host);
        try (Umha umha = Umha.start(cloud)) {
            recover(cloud, umha, host);
            umha.narration().say("*** an operator switches " + host + " on ***");
            cloud.power(host, "on");

            umha.narration().await(host, AnnouncementKind.RETURNED, LIMIT);
            JsonNode service = cloud.service(host);
            assertThat(service.path("status").asText()).isEqualTo("enabled");
            assertThat(service.path("forced_down").asBoolean()).isFalse();
            assertThat(service.path("state").asText()).isEqualTo("up");
            Recovery.assertEvacuatedOnce(cloud, instances);
            cloud.boot(1, host, Map.of("name", "after-the-return"));
        }
    }

    @Test
    void staysDisabledForTheOperatorIfConfigured() {
        RealCloud cloud = clean.cloud();
        String host = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(2, host);
        try (Umha umha = Umha.start(cloud, Map.of("recovery.leave_disabled", "true"))) {
            recover(cloud, umha, host);
            cloud.power(host, "on");

            umha.narration().await(host, AnnouncementKind.RETURNED, LIMIT);
            assertThat(cloud.service(host).path("status").asText()).isEqualTo("disabled");
            Recovery.assertEvacuatedOnce(cloud, instances);
        }
    }

    @Test
    void isSwitchedOnIfConfiguredAndComesBackByItself() {
        RealCloud cloud = clean.cloud();
        String host = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(2, host);
        try (Umha umha = Umha.start(cloud, Map.of("recovery.power_on_after_evacuation", "true"))) {
            recover(cloud, umha, host);

            umha.narration().await(host, AnnouncementKind.RETURNED, LIMIT);
            assertThat(cloud.power(host, "status")).contains("is on");
            assertThat(cloud.service(host).path("status").asText()).isEqualTo("enabled");
            Recovery.assertEvacuatedOnce(cloud, instances);
        }
    }

    private static void recover(RealCloud cloud, Umha umha, String host) {
        cloud.kill(host);
        umha.narration().await(host, AnnouncementKind.RECOVERED, LIMIT);
    }
}
