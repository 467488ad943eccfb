package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.testkit.openstack.nova.EvacuateCall;
import com.umcloud.umha.testkit.openstack.nova.NovaFault;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.ServerOperations;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.openstack.nova.SimulatedNode;
import com.umcloud.umha.testkit.openstack.nova.SimulatedServerGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The evacuator {@code nova} without HTTP: answers from a {@link NovaState} as that one would through the simulated Nova's API, at
 * once and without a thread. Of Nova's versions it knows those with microversion 2.59 and newer; it does not read images. One
 * process has one; another controller, or the same after a restart, makes its own. Used by one thread.
 */
public final class StateEvacuator implements Evacuator {
    private static final int OLDEST_MICROVERSION = 59;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final NovaState nova;
    private final InstantSource clock;
    private final ServerOperations servers;
    private final ServiceAdministration services;

    /**
     * @param clock the clock of the process that asks; it says which migrations are too old
     * @throws IllegalArgumentException if that Nova is older than microversion 2.59
     */
    public StateEvacuator(NovaState nova, InstantSource clock) {
        int highest = nova.highestMicroversion();
        if (highest < OLDEST_MICROVERSION) {
            throw new IllegalArgumentException("a Nova with microversion 2." + highest
                    + " is simulated by HTTP only; this one needs 2." + OLDEST_MICROVERSION);
        }
        this.nova = nova;
        this.clock = clock;
        this.servers = new ServerOperations(nova);
        this.services = new ServiceAdministration(nova);
    }

    @Override
    public List<ComputeHost> hosts(Duration limit) {
        return services.hosts();
    }

    @Override
    public List<Instance> instancesOn(String host, Duration limit) {
        List<SimulatedInstance> there = servers.on(host);
        List<Instance> instances = new ArrayList<>(there.size());
        for (SimulatedInstance instance : there) {
            instances.add(CloudViews.instance(instance));
        }
        return instances;
    }

    @Override
    public List<Instance> instances(List<String> ids, Duration limit) {
        List<Instance> instances = new ArrayList<>(ids.size());
        for (String id : new LinkedHashSet<>(ids)) {
            nova.instance(id).map(CloudViews::instance).ifPresent(instances::add);
        }
        return instances;
    }

    @Override
    public List<Migration> migrationsOf(String host, Duration limit) {
        Instant oldest = clock.instant().minus(KEPT);
        List<Migration> migrations = new ArrayList<>();
        for (SimulatedMigration record : servers.migrationsOf(host)) {
            Migration migration = CloudViews.migration(record);
            if (migration.state() == MigrationState.UNFINISHED
                    || !migration.updatedAt().isBefore(oldest)) {
                migrations.add(migration);
            }
        }
        migrations.sort(Comparator.comparing(Migration::createdAt));
        return migrations;
    }

    @Override
    public List<ServerGroup> groupsOf(List<String> instanceIds, Duration limit) {
        List<ServerGroup> groups = new ArrayList<>();
        for (SimulatedServerGroup group : servers.groups()) {
            Optional<ServerGroup.Policy> policy = policy(group.policy());
            if (policy.isPresent() && !Collections.disjoint(group.members(), instanceIds)) {
                Map<String, Optional<String>> members = new LinkedHashMap<>();
                group.members()
                        .forEach(id ->
                                nova.instance(id).ifPresent(instance -> members.put(id, CloudViews.hostOf(instance))));
                groups.add(new ServerGroup(group.id(), policy.get(), members));
            }
        }
        return groups;
    }

    private static Optional<ServerGroup.Policy> policy(String word) {
        for (ServerGroup.Policy policy : ServerGroup.Policy.values()) {
            if (word.equals(policy.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** A host with several nodes has no capacity of its own and is left out. */
    @Override
    public List<HostCapacity> capacities(Duration limit) {
        Map<String, List<SimulatedNode>> byHost = new LinkedHashMap<>();
        nova.nodes()
                .forEach(node -> byHost.computeIfAbsent(node.host(), key -> new ArrayList<>())
                        .add(node));
        return byHost.values().stream()
                .filter(nodes -> nodes.size() == 1)
                .map(nodes -> CloudViews.capacity(nodes.get(0)))
                .toList();
    }

    @Override
    public IsolationResult isolate(String host, String reason, Duration limit) {
        return services.isolate(host, reason, limit);
    }

    @Override
    public ReleaseResult release(String host, String reason, Duration limit) {
        return services.release(host, reason, limit);
    }

    @Override
    public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) {
        return services.employ(reserve, inPlaceOf, limit);
    }

    /**
     * A shared disk is kept by microversion 2.13, which lets the caller say so, and passes over the scheduler where a destination
     * is named; anything else goes by 2.68, which does neither.
     */
    @Override
    public EvacuationResult evacuate(EvacuationRequest request, Duration limit) {
        boolean shared = request.disk() == DiskHandling.KEEP_SHARED;
        EvacuateCall call = shared
                ? new EvacuateCall(request.destination(), request.destination().isPresent(), true)
                : new EvacuateCall(request.destination(), false, null);
        try {
            servers.evacuate(request.instanceId(), call);
            return new EvacuationResult.Accepted();
        } catch (NovaFault fault) {
            boolean gone = fault.status() == NOT_FOUND
                    && nova.instance(request.instanceId()).isEmpty();
            return gone ? new EvacuationResult.Gone() : new EvacuationResult.Refused(describe(fault));
        }
    }

    @Override
    public ResetResult resetToError(String instanceId, Duration limit) {
        try {
            servers.resetState(instanceId, "error");
            return new ResetResult.Reset();
        } catch (NovaFault fault) {
            return new ResetResult.Refused(describe(fault));
        }
    }

    /** Nova refuses what is stopped already, which is as good; so is what is gone between. */
    @Override
    public StopResult stop(String instanceId, Duration limit) {
        try {
            servers.stop(instanceId);
            return new StopResult.Accepted();
        } catch (NovaFault fault) {
            boolean stopped = fault.status() == CONFLICT
                    && nova.instance(instanceId).stream()
                            .allMatch(instance -> instance.status().equals("SHUTOFF"));
            return stopped ? new StopResult.Accepted() : new StopResult.Refused(describe(fault));
        }
    }

    @Override
    public Optional<Instant> lastActionOf(String instanceId, Duration limit) {
        try {
            return servers.lastActionOf(instanceId).map(CloudViews::seconds);
        } catch (NovaFault gone) {
            return Optional.empty();
        }
    }

    static String describe(NovaFault fault) {
        return "HTTP " + fault.status() + ": " + fault.text();
    }
}
