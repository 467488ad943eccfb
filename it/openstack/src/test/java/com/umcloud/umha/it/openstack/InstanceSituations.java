package com.umcloud.umha.it.openstack;

import com.umcloud.umha.testkit.contract.InstanceSituation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings instances of the real cloud into the situations that an outage may find them in. */
final class InstanceSituations {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Map<String, String> IN_ERROR = Map.of("state", "error");

    private final RealCloud cloud;

    InstanceSituations(RealCloud cloud) {
        this.cloud = cloud;
    }

    /** Boots one on this host, and returns its id when it is there and in that situation. */
    String boot(InstanceSituation situation, String host) {
        return switch (situation) {
            case ACTIVE -> plain(host);
            case STOPPED -> bootAnd(host, "os-stop", null, "SHUTOFF");
            case PAUSED -> bootAnd(host, "pause", null, "PAUSED");
            case SUSPENDED -> bootAnd(host, "suspend", null, "SUSPENDED");
            case RESCUED -> bootAnd(host, "rescue", Map.of(), "RESCUE");
            case ERROR -> bootAnd(host, "os-resetState", IN_ERROR, "ERROR");
            case LOCKED -> bootAnd(host, "lock", null, "ACTIVE");
            case SHELVED -> bootAnd(host, "shelve", null, "SHELVED");
            case SHELVED_OFFLOADED -> offloaded(host);
            case VERIFY_RESIZE -> bootAnd(other(host), "migrate", Map.of("host", host), "VERIFY_RESIZE");
            case LIVE_MIGRATING -> liveMigrating(host);
            case RESIZING -> resizing(host);
            case BUILDING -> building(host);
            case SOFT_DELETED -> throw new UnsupportedOperationException("this Nova deletes at once");
        };
    }

    private String bootAnd(String host, String action, @Nullable Map<String, String> arguments, String status) {
        String id = plain(host);
        if (arguments == null) {
            cloud.act(id, action);
        } else {
            cloud.act(id, action, arguments);
        }
        cloud.await(id, status);
        return id;
    }

    private String offloaded(String host) {
        String id = boot(InstanceSituation.SHELVED, host);
        cloud.act(id, "shelveOffload");
        cloud.await(id, "SHELVED_OFFLOADED");
        return id;
    }

    private String resizing(String host) {
        String id = plain(other(host));
        cloud.fault(host, "boot_hangs=true");
        cloud.act(id, "migrate", Map.of("host", host));
        cloud.await(
                "a resize that has handed it over",
                PATIENCE,
                List.of(id),
                server -> server.taskState().equals("resize_finish")
                        && server.host().equals(host));
        return id;
    }

    private String liveMigrating(String host) {
        String id = plain(host);
        cloud.fault(host, "live_migration_hangs=true");
        cloud.act(id, "os-migrateLive", Map.of("host", other(host), "block_migration", "auto"));
        RealCloud.awaitThat("a live migration under way", PATIENCE, () -> {
            List<String> statuses = cloud.migrationsOf(id).stream()
                    .map(migration -> migration.path("status").asText())
                    .toList();
            return statuses.equals(List.of("running")) ? "" : statuses.toString();
        });
        return id;
    }

    private String building(String host) {
        cloud.fault(host, "boot_hangs=true");
        String id = cloud.ask(host, "vm-building", Map.of());
        cloud.await(
                "spawning", PATIENCE, List.of(id), server -> server.taskState().equals("spawning"));
        return id;
    }

    /** One whose deletion does not get on, since the host's hypervisor hangs. */
    String deleting(String host) {
        String id = plain(host);
        cloud.fault(host, "destroy_hangs=true");
        cloud.admin().nova("DELETE", "/servers/" + id, null);
        cloud.await(
                "deleting", PATIENCE, List.of(id), server -> server.taskState().equals("deleting"));
        return id;
    }

    private String plain(String host) {
        return cloud.boot(1, host).get(0).id();
    }

    private String other(String host) {
        return cloud.hosts().stream()
                .filter(each -> !each.equals(host))
                .findFirst()
                .orElseThrow();
    }
}
