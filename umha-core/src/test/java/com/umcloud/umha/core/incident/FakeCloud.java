package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A cloud with instances and migrations, as much of Nova as the machine can see of it. */
final class FakeCloud {
    /** What becomes of a call to evacuate. */
    enum Evacuations {
        WORK,
        /** Taken on, and over a second later: no valid host. */
        FIND_NO_HOST,
        /** Taken on, and over a second later: it does not come up on its destination. */
        FAIL,
        /** Refused at once. */
        REFUSED,
        /** The call arrives, its answer does not. */
        ANSWER_LOST,
        /** The call does not arrive, and the caller does not know. */
        CALL_LOST,
        /** Taken on, and never over. */
        STUCK
    }

    private static final class Server {
        private final String id;
        private final InstanceDisk disk;
        private Optional<String> host;
        private InstanceStatus status;
        private Optional<String> task = Optional.empty();
        private Optional<InstanceStatus> beforeRebuild = Optional.empty();
        private Map<String, String> metadata = Map.of();
        private Flavor flavor = Flavor.UNKNOWN;

        Server(String id, InstanceStatus status, InstanceDisk disk, String host) {
            this.id = id;
            this.status = status;
            this.disk = disk;
            this.host = Optional.of(host);
        }

        void rebuilt(boolean well) {
            if (status == InstanceStatus.REBUILD) {
                boolean stopped = beforeRebuild.equals(Optional.of(InstanceStatus.SHUTOFF));
                InstanceStatus good = stopped ? InstanceStatus.SHUTOFF : InstanceStatus.ACTIVE;
                status = well || beforeRebuild.isEmpty() ? good : InstanceStatus.ERROR;
            }
            beforeRebuild = Optional.empty();
        }

        Instance seen() {
            return new Instance(id, id, host, status, task, disk, false, metadata, flavor, Map.of(), "");
        }
    }

    private record Plan(String migrationId, Instant at, MigrationState end) {}

    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Map<String, Migration> migrations = new LinkedHashMap<>();
    private final List<Plan> plans = new ArrayList<>();
    private final Map<String, Integer> calls = new LinkedHashMap<>();
    private final Map<String, Instant> actions = new LinkedHashMap<>();
    private int sequence;

    boolean reachable = true;
    boolean resets = true;
    Set<String> provenOff = Set.of();
    boolean inService = true;
    ReleaseResult release = new ReleaseResult.Released();
    ReserveResult reserve = new ReserveResult.InService();
    IsolationResult isolation = new IsolationResult.Isolated();
    Evacuations evacuations = Evacuations.WORK;
    Duration evacuationTakes = Duration.ofSeconds(10);

    void add(String id, InstanceStatus status, InstanceDisk disk, String host) {
        servers.put(id, new Server(id, status, disk, host));
    }

    void describe(String id, Map<String, String> metadata, Resources needs) {
        servers.get(id).metadata = metadata;
        servers.get(id).flavor = new Flavor("small", needs, Map.of());
    }

    void remove(String id) {
        servers.remove(id);
    }

    /** Its owner shelves it, and it leaves the host that it is on. */
    void shelve(String id) {
        status(id, InstanceStatus.SHELVED_OFFLOADED, Optional.empty());
        servers.get(id).host = Optional.empty();
    }

    void status(String id, InstanceStatus status, Optional<String> task) {
        servers.get(id).status = status;
        servers.get(id).task = task;
    }

    /** Somebody has asked for something with it, which leaves no other trace. */
    void act(String id, Instant at) {
        actions.put(id, at);
    }

    Map<String, Optional<Instant>> lastActions(List<String> ids) {
        return ids.stream().collect(Collectors.toMap(Function.identity(), i -> Optional.ofNullable(actions.get(i))));
    }

    /** Sets it to error, whatever is being done with it. */
    ResetResult reset(String id, Instant now) {
        if (!resets || !servers.containsKey(id)) {
            return new ResetResult.Refused("403 Policy doesn't allow it");
        }
        status(id, InstanceStatus.ERROR, Optional.empty());
        act(id, now);
        return new ResetResult.Reset();
    }

    /** A migration that UMHA has not asked for; it never ends by itself. */
    String migrate(String id, MigrationType type, String source, String destination, Instant now) {
        return record(id, type, "running", source, Optional.of(destination), now);
    }

    private String record(
            String id, MigrationType type, String status, String source, Optional<String> destination, Instant now) {
        String migration = "m" + ++sequence;
        migrations.put(
                migration,
                new Migration(migration, id, type, MigrationState.UNFINISHED, status, source, destination, now, now));
        return migration;
    }

    void end(String migrationId, MigrationState state, Instant now) {
        Migration old = migrations.get(migrationId);
        close(migrationId, state, state == MigrationState.DONE ? "done" : "error", now);
        Server server = servers.get(old.instanceId());
        if (server != null) {
            server.task = Optional.empty();
            server.rebuilt(state == MigrationState.DONE);
            if (state == MigrationState.DONE) {
                server.host = old.destination();
            }
        }
    }

    /** The record ends, the instance stays as it is. */
    void close(String migrationId, MigrationState state, String status, Instant now) {
        Migration old = migrations.get(migrationId);
        migrations.put(
                migrationId,
                new Migration(
                        old.id(),
                        old.instanceId(),
                        old.type(),
                        state,
                        status,
                        old.source(),
                        old.destination(),
                        old.createdAt(),
                        now));
    }

    void advanceTo(Instant now) {
        for (Plan plan : List.copyOf(plans)) {
            if (!now.isBefore(plan.at())) {
                plans.remove(plan);
                end(plan.migrationId(), plan.end(), plan.at());
            }
        }
    }

    EvacuationResult evacuate(String id, String source, Instant now) {
        calls.merge(id, 1, Integer::sum);
        Server server = servers.get(id);
        if (server == null) {
            return new EvacuationResult.Gone();
        }
        return switch (evacuations) {
            case WORK -> {
                take(server, source, now, Optional.of("node-9"), Optional.of(MigrationState.DONE));
                yield new EvacuationResult.Accepted();
            }
            case FIND_NO_HOST -> {
                take(server, source, now, Optional.empty(), Optional.of(MigrationState.FAILED));
                yield new EvacuationResult.Accepted();
            }
            case FAIL -> {
                take(server, source, now, Optional.of("node-9"), Optional.of(MigrationState.FAILED));
                yield new EvacuationResult.Accepted();
            }
            case REFUSED -> new EvacuationResult.Refused("no valid host was found");
            case ANSWER_LOST -> {
                take(server, source, now, Optional.of("node-9"), Optional.of(MigrationState.DONE));
                yield new EvacuationResult.Unknown("connection reset");
            }
            case CALL_LOST -> new EvacuationResult.Unknown("503");
            case STUCK -> {
                take(server, source, now, Optional.of("node-9"), Optional.empty());
                yield new EvacuationResult.Accepted();
            }
        };
    }

    private void take(
            Server server, String source, Instant now, Optional<String> destination, Optional<MigrationState> end) {
        boolean twice = migrations.values().stream()
                .anyMatch(m -> m.instanceId().equals(server.id)
                        && m.type() == MigrationType.EVACUATION
                        && m.state() == MigrationState.UNFINISHED);
        if (twice) {
            throw new AssertionError(server.id + " was evacuated while its evacuation was under way");
        }
        server.task = Optional.of("rebuilding");
        server.beforeRebuild = Optional.of(server.status);
        server.status = InstanceStatus.REBUILD;
        act(server.id, now);
        String migration = record(server.id, MigrationType.EVACUATION, "accepted", source, destination, now);
        Duration takes = end.equals(Optional.of(MigrationState.FAILED)) ? Duration.ofSeconds(1) : evacuationTakes;
        end.ifPresent(e -> plans.add(new Plan(migration, now.plus(takes), e)));
    }

    List<Instance> on(String host) {
        return servers.values().stream()
                .filter(s -> s.host.equals(Optional.of(host)))
                .map(Server::seen)
                .toList();
    }

    List<Instance> these(List<String> ids) {
        return ids.stream()
                .filter(servers::containsKey)
                .map(i -> servers.get(i).seen())
                .toList();
    }

    List<Migration> migrations() {
        return DeadDestinations.settled(List.copyOf(migrations.values()), provenOff);
    }

    boolean exists(String id) {
        return servers.containsKey(id);
    }

    boolean isMoving(String id) {
        return migrations.values().stream()
                .anyMatch(m -> m.instanceId().equals(id) && m.state() == MigrationState.UNFINISHED);
    }

    Optional<String> hostOf(String id) {
        return servers.get(id).host;
    }

    /** How often the cloud took on an evacuation of the instance. */
    long evacuationsOf(String id) {
        return migrations.values().stream()
                .filter(m -> m.instanceId().equals(id) && m.type() == MigrationType.EVACUATION)
                .count();
    }

    int callsFor(String id) {
        return calls.getOrDefault(id, 0);
    }
}
