package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.AnnouncementKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Evacuations that take long, find no room or no disk. */
class LongEvacuationIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);

    @RegisterExtension
    final CleanCloud clean = new CleanCloud();

    @Test
    void aRebuildOfMoreThanAMinuteIsSlowAndNeverFailed() {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(3, dead);
        cloud.fault("all", "rebuild_seconds=65");
        try (Umha umha = Umha.start(cloud, Map.of("time.evacuate_timeout", "15"))) {
            cloud.kill(dead);

            umha.narration().await(dead, AnnouncementKind.SLOW, LIMIT);
            assertThat(umha.narration().of(dead, AnnouncementKind.RECOVERED)).isEmpty();
            umha.narration().await(dead, AnnouncementKind.RECOVERED, LIMIT);

            assertThat(umha.narration().of(dead, AnnouncementKind.INTERIM)).isEmpty();
            Recovery.awaitActiveElsewhere(cloud, instances, List.of(dead), Duration.ofSeconds(5));
            Recovery.assertEvacuatedOnce(cloud, instances);
        }
    }

    @Test
    void withoutRoomTheInstancesWaitAndRecoverWhenThereIsSome() {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(4, dead);
        List<String> others = cloud.hosts().subList(1, cloud.hosts().size());
        others.forEach(host -> cloud.fault(host, "full=true"));
        try (Umha umha = Umha.start(cloud)) {
            cloud.kill(dead);

            umha.narration().await(dead, AnnouncementKind.INTERIM, LIMIT);
            assertThat(cloud.serversOn(dead)).hasSize(4);
            umha.narration().say("*** there is room again ***");
            others.forEach(host -> cloud.fault(host, "full=false"));

            umha.narration().await(dead, AnnouncementKind.RECOVERED, LIMIT);
            Recovery.awaitActiveElsewhere(cloud, instances, List.of(dead), Duration.ofSeconds(5));
            Recovery.assertRunOnce(cloud, instances);
            for (RealServer instance : instances) {
                assertThat(Recovery.statuses(cloud, instance))
                        .containsOnlyOnce("done")
                        .startsWith("done");
            }
        }
    }

    @Test
    void aMissingMountDoesNotRebuildTheDiskFromTheImage() {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(2, dead);
        cloud.fault("all", "shared_storage=false");
        try (Umha umha = Umha.start(cloud)) {
            cloud.kill(dead);

            umha.narration().await(dead, AnnouncementKind.INTERIM, LIMIT);
            for (RealServer instance : instances) {
                assertThat(cloud.server(instance.id()).host()).isEqualTo(dead);
                assertThat(cloud.hostsThatRun(instance.id())).isEmpty();
            }
            umha.narration().say("*** the storage is mounted ***");
            cloud.fault("all", "shared_storage=true");

            umha.narration().await(dead, AnnouncementKind.RECOVERED, LIMIT);
            Recovery.awaitActiveElsewhere(cloud, instances, List.of(dead), Duration.ofSeconds(5));
            Recovery.assertRunOnce(cloud, instances);
        }
    }
}
