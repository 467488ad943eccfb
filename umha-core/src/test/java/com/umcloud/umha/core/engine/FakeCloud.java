package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A cloud over the fake world: evacuates at once, unless it is told otherwise. */
final class FakeCloud implements Evacuator {
    /** How it behaves from now on. */
    enum Mood {
        WELL,
        /** Takes evacuations on and does not finish them. */
        SLOW,
        /** Carries evacuations out, and the caller never hears of it. */
        ANSWERS_LOST,
        /** Refuses evacuations. */
        FULL,
        AWAY,
        /** Evacuations do not come back. */
        HANGING,
        /** Everything does not come back. */
        DEAD,
        /** Throws what it should not. */
        BROKEN
    }

    private final Journal journal;
    private final FakeWorld world;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final List<Migration> migrations = new ArrayList<>();
    private final Set<String> forcedDown = new TreeSet<>();
    private final Set<String> disabled = new TreeSet<>();
    private long clock = 1;
    volatile Mood mood = Mood.WELL;

    FakeCloud(Journal journal, FakeWorld world) {
        this.journal = journal;
        this.world = world;
    }

    synchronized void boot(String id, String host) {
        instances.put(id, instance(id, host));
    }

    synchronized void disable(String host) {
        disabled.add(host);
    }

    /** As an operator does it by hand. */
    synchronized void enable(String host) {
        forcedDown.remove(host);
    }

    synchronized String hostOf(String id) {
        return instances.get(id).host().orElse("");
    }

    synchronized List<Migration> migrations() {
        return List.copyOf(migrations);
    }

    synchronized boolean isForcedDown(String host) {
        return forcedDown.contains(host);
    }

    private static Instance instance(String id, String host) {
        return new Instance(
                id,
                "vm-" + id,
                Optional.of(host),
                InstanceStatus.ACTIVE,
                Optional.empty(),
                InstanceDisk.VOLUME,
                false,
                Map.of());
    }

    private void behave() throws InterruptedException {
        switch (mood) {
            case AWAY -> throw new UmhaException(FailureType.EXTERNAL, "503");
            case DEAD -> world.hang();
            case BROKEN -> throw new IllegalStateException("a defect of the plugin");
            case WELL, SLOW, ANSWERS_LOST, FULL, HANGING -> {}
        }
    }

    @Override
    public List<ComputeHost> hosts(Duration limit) throws InterruptedException {
        if (mood == Mood.AWAY || mood == Mood.DEAD) {
            behave();
        }
        synchronized (this) {
            clock++;
            return world.hosts().values().stream().map(this::listed).toList();
        }
    }

    private ComputeHost listed(FakeWorld.Host host) {
        boolean down = forcedDown.contains(host.name);
        Instant report = Instant.EPOCH.plusSeconds(host.lives() ? clock : 1);
        boolean enabled = !disabled.contains(host.name) && !down;
        return new ComputeHost(
                host.name, host.lives() && !down, enabled, "", down, Optional.of(report), "nova", Set.of());
    }

    @Override
    public List<Instance> instancesOn(String host, Duration limit) throws InterruptedException {
        behave();
        synchronized (this) {
            return instances.values().stream()
                    .filter(i -> i.host().equals(Optional.of(host)))
                    .toList();
        }
    }

    @Override
    public List<Instance> instances(List<String> ids, Duration limit) throws InterruptedException {
        behave();
        synchronized (this) {
            return ids.stream().map(instances::get).toList();
        }
    }

    @Override
    public List<Migration> migrationsOf(String host, Duration limit) throws InterruptedException {
        behave();
        return migrations();
    }

    @Override
    public Optional<Instant> lastActionOf(String instanceId, Duration limit) throws InterruptedException {
        behave();
        journal.add("actions of " + instanceId);
        return Optional.of(Instant.EPOCH);
    }

    @Override
    public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
        behave();
        journal.add("isolate " + host);
        synchronized (this) {
            forcedDown.add(host);
        }
        return new IsolationResult.Isolated();
    }

    @Override
    public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
        behave();
        journal.add("release " + host);
        synchronized (this) {
            if (disabled.contains(host)) {
                return new ReleaseResult.NotOurs("an operator has disabled it");
            }
            forcedDown.remove(host);
        }
        return new ReleaseResult.Released();
    }

    @Override
    public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
        behave();
        journal.add("employ " + reserve);
        synchronized (this) {
            disabled.remove(reserve);
        }
        return new ReserveResult.InService();
    }

    @Override
    public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
        behave();
        if (mood == Mood.FULL) {
            return new EvacuationResult.Refused("no valid host was found");
        }
        journal.add("evacuate " + request.instanceId());
        if (world.host(request.source()).powered) {
            journal.add("SPLIT BRAIN " + request.instanceId());
        }
        synchronized (this) {
            boolean done = mood != Mood.SLOW && mood != Mood.HANGING;
            Instant now = Instant.EPOCH.plusSeconds(clock);
            migrations.add(new Migration(
                    "m-" + migrations.size(),
                    request.instanceId(),
                    MigrationType.EVACUATION,
                    done ? MigrationState.DONE : MigrationState.UNFINISHED,
                    done ? "done" : "accepted",
                    request.source(),
                    Optional.of("spare"),
                    now,
                    now));
            if (done) {
                instances.put(request.instanceId(), instance(request.instanceId(), "spare"));
            }
        }
        if (mood == Mood.HANGING) {
            world.hang();
        }
        return mood == Mood.ANSWERS_LOST
                ? new EvacuationResult.Unknown("the connection was reset")
                : new EvacuationResult.Accepted();
    }

    /** Ends what it was slow with. */
    synchronized void finish() {
        for (int i = 0; i < migrations.size(); i++) {
            Migration m = migrations.get(i);
            if (m.state() == MigrationState.UNFINISHED) {
                migrations.set(
                        i,
                        new Migration(
                                m.id(),
                                m.instanceId(),
                                m.type(),
                                MigrationState.DONE,
                                "done",
                                m.source(),
                                m.destination(),
                                m.createdAt(),
                                m.updatedAt()));
                instances.put(m.instanceId(), instance(m.instanceId(), "spare"));
            }
        }
    }
}
