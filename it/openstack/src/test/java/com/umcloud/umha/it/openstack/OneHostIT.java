package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.AnnouncementKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One host dies with ten instances: the smaller part of the proof. */
class OneHostIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @RegisterExtension
    final CleanCloud clean = new CleanCloud();

    @Test
    void aHostThatPanicsIsFencedIsolatedAndItsInstancesRunElsewhereOnce() {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(10, dead);
        try (Umha umha = Umha.start(cloud)) {
            umha.narration().say("*** " + dead + " panics, its BMC says on ***");
            cloud.kill(dead);

            umha.narration().await(dead, AnnouncementKind.RECOVERED, LIMIT);
            Recovery.awaitActiveElsewhere(cloud, instances, List.of(dead), Duration.ofSeconds(5));
            Recovery.assertEvacuatedOnce(cloud, instances);

            assertThat(cloud.power(dead, "status")).contains("is off");
            assertThat(cloud.service(dead).path("forced_down").asBoolean()).isTrue();
            assertThat(cloud.service(dead).path("status").asText()).isEqualTo("disabled");
            assertThat(cloud.service(dead).path("disabled_reason").asText()).contains("UMHA");
            assertThat(umha.awaitResultMail(dead).body())
                    .contains(instances.stream().map(RealServer::name).toList());
        }
    }
}
