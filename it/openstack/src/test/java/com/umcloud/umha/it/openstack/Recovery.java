package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Judges by what Nova and the hosts say, not by what UMHA says. */
final class Recovery {
    private Recovery() {}

    /** Waits until all instances are ACTIVE and at rest on hosts other than these. */
    static List<RealServer> awaitActiveElsewhere(
            RealCloud cloud, List<RealServer> instances, Collection<String> dead, Duration limit) {
        return cloud.await(
                "ACTIVE elsewhere",
                limit,
                ids(instances),
                server -> server.rests("ACTIVE") && !dead.contains(server.host()));
    }

    /** Each has run through exactly one evacuation that Nova calls done, none that failed, and runs on one host. */
    static void assertEvacuatedOnce(RealCloud cloud, List<RealServer> instances) {
        for (RealServer instance : instances) {
            assertThat(statuses(cloud, instance))
                    .as("evacuations of %s", instance.name())
                    .singleElement()
                    .isIn("done", "completed");
        }
        assertRunOnce(cloud, instances);
    }

    /** Each runs on exactly one host, the one that Nova names. */
    static void assertRunOnce(RealCloud cloud, List<RealServer> instances) {
        for (RealServer instance : instances) {
            assertThat(cloud.hostsThatRun(instance.id()))
                    .as("hosts that run %s", instance.name())
                    .containsExactly(cloud.server(instance.id()).host());
        }
    }

    /** The statuses of an instance's evacuations, newest first. */
    static List<String> statuses(RealCloud cloud, RealServer instance) {
        return cloud.migrationsOf(instance.id()).stream()
                .filter(migration -> migration.path("migration_type").asText().equals("evacuation"))
                .map((JsonNode migration) -> migration.path("status").asText())
                .toList();
    }

    static List<String> ids(List<RealServer> instances) {
        return instances.stream().map(RealServer::id).toList();
    }
}
