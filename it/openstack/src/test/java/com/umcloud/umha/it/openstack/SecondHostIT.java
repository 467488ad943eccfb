package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.AnnouncementKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A second host dies while the instances of the first are on their way, some of them to it. */
class SecondHostIT {
    private static final Duration LIMIT = Duration.ofSeconds(240);

    @RegisterExtension
    final CleanCloud clean = new CleanCloud();

    @Test
    void theInstancesOfBothRunOnceOnTheHostsThatAreLeft() {
        RealCloud cloud = clean.cloud();
        String first = cloud.hosts().get(0);
        String second = cloud.hosts().get(1);
        List<String> dead = List.of(first, second);
        List<RealServer> instances = Stream.concat(cloud.boot(6, first).stream(), cloud.boot(4, second).stream())
                .toList();
        cloud.fault("all", "rebuild_seconds=4");
        try (Umha umha = Umha.start(cloud)) {
            cloud.kill(first);
            umha.narration().await(first, AnnouncementKind.EVACUATING, LIMIT);
            cloud.await(
                    "on the way to " + second,
                    LIMIT,
                    Recovery.ids(instances).subList(0, 6),
                    server ->
                            server.status().equals("REBUILD") || !server.host().equals(first));
            umha.narration().say("*** " + second + " loses its power meanwhile ***");
            cloud.power(second, "off");

            Recovery.awaitActiveElsewhere(cloud, instances, dead, LIMIT);
            dead.forEach(host -> umha.narration().await(host, AnnouncementKind.RECOVERED, Duration.ofSeconds(30)));

            Recovery.assertRunOnce(cloud, instances);
            for (RealServer instance : instances) {
                List<String> statuses = Recovery.statuses(cloud, instance);
                assertThat(statuses.get(0)).isIn("done", "completed");
                assertThat(statuses).as(instance.name()).hasSizeLessThanOrEqualTo(2);
            }
            dead.forEach(
                    host -> assertThat(umha.awaitResultMail(host).subject()).contains(host));
        }
    }

    @Test
    void anEvacuationWhoseDestinationDiesIsAskedForAgain() {
        RealCloud cloud = clean.cloud();
        String first = cloud.hosts().get(0);
        String second = cloud.hosts().get(1);
        List<String> left = cloud.hosts().subList(2, cloud.hosts().size());
        List<String> dead = List.of(first, second);
        List<RealServer> instances = cloud.boot(3, first);
        cloud.fault(second, "rebuild_hangs=true");
        left.forEach(host -> cloud.fault(host, "full=true"));
        try (Umha umha = Umha.start(cloud)) {
            cloud.kill(first);
            RealCloud.awaitThat(
                    "under way to " + second,
                    LIMIT,
                    () -> instances.stream()
                            .map(instance -> Recovery.statuses(cloud, instance))
                            .filter(statuses -> !statuses.contains("pre-migrating"))
                            .toList()
                            .toString()
                            .replace("[]", ""));
            left.forEach(host -> cloud.fault(host, "full=false"));
            umha.narration().say("*** the destination " + second + " panics ***");
            cloud.kill(second);

            umha.narration().await(first, AnnouncementKind.RECOVERED, LIMIT);
            Recovery.awaitActiveElsewhere(cloud, instances, dead, Duration.ofSeconds(10));
            Recovery.assertRunOnce(cloud, instances);
            for (RealServer instance : instances) {
                assertThat(Recovery.statuses(cloud, instance)).hasSize(2).startsWith("done");
            }
        }
    }
}
