package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.ResetResult;
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
    private final EvacuationCall evacuation;
    private final StateReset reset;
    private final ActionReader actions;

    NovaEvacuator(ComputeGateway gateway, InstantSource clock, LongSupplier nanoTime) {
        ReportTimes reportTimes = new ReportTimes();
        this.gateway = gateway;
        this.nanoTime = nanoTime;
        this.services = new ServiceReader(gateway, reportTimes);
        this.servers = new ServerReader(gateway, services);
        this.migrations = new MigrationReader(gateway, services, clock);
        this.isolation = new HostIsolation(gateway, services, reportTimes);
        this.evacuation = new EvacuationCall(gateway, servers);
        this.reset = new StateReset(gateway);
        this.actions = new ActionReader(gateway);
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
        return migrations.of(host, deadline(limit));
    }

    @Override
    public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
        return isolation.isolate(host, reason, deadline(limit));
    }

    @Override
    public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
        return evacuation.evacuate(request, deadline(limit));
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
    public void close() {
        gateway.close();
    }

    private Deadline deadline(Duration limit) {
        return Deadline.after(limit, nanoTime);
    }
}
