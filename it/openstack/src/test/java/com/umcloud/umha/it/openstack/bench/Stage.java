package com.umcloud.umha.it.openstack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.it.openstack.RealCloud;
import com.umcloud.umha.it.openstack.RealServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The cloud before and after each run: instances on the host that is going to die, and everything as it was. */
final class Stage implements AutoCloseable {
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(120);

    private final RealCloud cloud;
    private final String source;
    private final NovaDatabase database;

    /** @param source the host that dies in each run */
    Stage(RealCloud cloud, String source) {
        this.cloud = cloud;
        this.source = source;
        this.database = new NovaDatabase(cloud.properties().directory());
    }

    RealCloud cloud() {
        return cloud;
    }

    String source() {
        return source;
    }

    /** The other hosts, in order. */
    List<String> others() {
        return cloud.hosts().stream().filter(host -> !host.equals(source)).toList();
    }

    /** Boots the instances; returns their ids. */
    List<String> boot(int count) {
        return cloud.boot(count, source).stream().map(RealServer::id).toList();
    }

    /** Cuts the power of the host that dies; returns when its BMC says that it is off. */
    void cutPower() {
        cloud.power(source, "off");
        RealCloud.awaitThat(
                source + " off",
                Duration.ofSeconds(20),
                () -> cloud.power(source, "status").contains("is off") ? "" : "on");
    }

    /**
     * The host is switched on, its evacuations are completed, it is enabled, and no instance is left. The instances must
     * not be deleted before: a host that does not find them leaves their migrations as they are. The records of finished
     * migrations go as well: no host has hundreds of them within an hour but the one that dies here again and again.
     */
    void restore() {
        cloud.power(source, "on");
        cloud.start(source);
        RealCloud.awaitThat(
                "evacuations completed",
                RETURN_LIMIT,
                () -> cloud.migrationsFrom(source).stream()
                        .map(migration -> migration.path("status").asText())
                        .filter(status ->
                                List.of("accepted", "pre-migrating", "done").contains(status))
                        .collect(Collectors.joining(" ")));
        CompletableFuture<Void> deleted = CompletableFuture.runAsync(cloud::deleteAll);
        cloud.changeService(source, Map.of("status", "enabled", "forced_down", false));
        deleted.join();
        database.rows("DELETE FROM migrations WHERE status = 'completed'");
        RealCloud.awaitThat(
                "all hosts up",
                RETURN_LIMIT,
                () -> cloud.services().stream()
                        .filter(service -> !isUp(service))
                        .map(JsonNode::toString)
                        .collect(Collectors.joining(" ")));
    }

    private static boolean isUp(JsonNode service) {
        return service.path("state").asText().equals("up")
                && service.path("status").asText().equals("enabled");
    }

    @Override
    public void close() {
        database.close();
        cloud.clean();
    }
}
