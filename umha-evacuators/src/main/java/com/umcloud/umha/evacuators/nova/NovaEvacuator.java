package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The evacuator {@code nova}. Owns the gateway. Safe for use by several threads. */
final class NovaEvacuator implements Evacuator {
    private final ComputeGateway gateway;
    private final LongSupplier nanoTime;
    private final ServiceReader services;
    private final ServerReader servers;
    private final MigrationReader migrations;
    private final HostIsolation isolation;
    private final HostReturn returns;
    private final EvacuationCall evacuation;
    private final InstanceStop stop;
    private final StateReset reset;
    private final ActionReader actions;
    private final CapacityReader capacities;
    private final ServerGroupReader groups;
    private final ReserveEmployment reserves;

    NovaEvacuator(NovaConfig config, ComputeGateway gateway, InstantSource clock, LongSupplier nanoTime) {
        ReportTimes reportTimes = new ReportTimes();
        this.gateway = gateway;
        this.nanoTime = nanoTime;
        ServiceChange change = new ServiceChange(gateway, reportTimes);
        this.services = new ServiceReader(gateway, reportTimes);
        this.servers = new ServerReader(
                gateway,
                services,
                new FlavorReader(gateway, nanoTime),
                config.readsImages()
                        ? Optional.of(new ImageReader(gateway, config.cinderVersion(), nanoTime))
                        : Optional.empty());
        this.migrations = new MigrationReader(gateway, services, clock);
        this.isolation = new HostIsolation(gateway, services, change);
        this.returns = new HostReturn(gateway, services, change);
        this.evacuation = new EvacuationCall(gateway, servers);
        this.stop = new InstanceStop(gateway, servers);
        this.reset = new StateReset(gateway);
        this.actions = new ActionReader(gateway);
        this.capacities = new CapacityReader(gateway);
        this.groups = new ServerGroupReader(gateway, servers);
        this.reserves = new ReserveEmployment(gateway, services, reportTimes);
    }

    @Override
    public List<ComputeHost> hosts(Duration limit) throws InterruptedException {
        return services.hosts(deadline(limit));
    }

    @Override
    public List<Instance> instancesOn(String host, Duration limit) throws InterruptedException {
        return servers.on(host, deadline(limit));
    }

    @Override
    public List<Instance> instances(List<String> ids, Duration limit) throws InterruptedException {
        return servers.withIds(ids, deadline(limit));
    }

    @Override
    public List<Migration> migrationsOf(String host, Duration limit) throws InterruptedException {
        List<Migration> found = migrations.of(host, deadline(limit));
        servers.moved(found);
        return found;
    }

    @Override
    public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
        return isolation.isolate(host, reason, deadline(limit));
    }

    @Override
    public IsolationResult isolateAgain(String host, String reason, Duration limit) throws InterruptedException {
        return isolation.isolateAgain(host, reason, deadline(limit));
    }

    @Override
    public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
        return evacuation.evacuate(request, deadline(limit));
    }

    @Override
    public StopResult stop(String instanceId, Duration limit) throws InterruptedException {
        return stop.stop(instanceId, deadline(limit));
    }

    @Override
    public ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
        return reset.toError(instanceId, deadline(limit));
    }

    @Override
    public Optional<Instant> lastActionOf(String instanceId, Duration limit) throws InterruptedException {
        return actions.last(instanceId, deadline(limit));
    }

    @Override
    public List<HostCapacity> capacities(Duration limit) throws InterruptedException {
        return capacities.all(deadline(limit));
    }

    @Override
    public List<ServerGroup> groupsOf(List<String> instanceIds, Duration limit) throws InterruptedException {
        return groups.of(instanceIds, deadline(limit));
    }

    @Override
    public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
        return reserves.employ(reserve, inPlaceOf, deadline(limit));
    }

    @Override
    public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
        return returns.release(host, reason, deadline(limit));
    }

    @Override
    public void close() {
        gateway.close();
    }

    private Deadline deadline(Duration limit) {
        return Deadline.after(limit, nanoTime);
    }
}
