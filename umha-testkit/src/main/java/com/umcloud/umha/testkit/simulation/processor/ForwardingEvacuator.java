package com.umcloud.umha.testkit.simulation.processor;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hands every call on to another evacuator; whoever extends it says otherwise for some. */
public class ForwardingEvacuator implements Evacuator {
    private final Evacuator real;

    public ForwardingEvacuator(Evacuator real) {
        this.real = real;
    }

    @Override
    public List<ComputeHost> hosts(Duration limit) throws InterruptedException {
        return real.hosts(limit);
    }

    @Override
    public List<Instance> instancesOn(String host, Duration limit) throws InterruptedException {
        return real.instancesOn(host, limit);
    }

    @Override
    public List<Instance> instances(List<String> ids, Duration limit) throws InterruptedException {
        return real.instances(ids, limit);
    }

    @Override
    public List<Migration> migrationsOf(String host, Duration limit) throws InterruptedException {
        return real.migrationsOf(host, limit);
    }

    @Override
    public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
        return real.isolate(host, reason, limit);
    }

    @Override
    public IsolationResult isolateAgain(String host, String reason, Duration limit) throws InterruptedException {
        return real.isolateAgain(host, reason, limit);
    }

    @Override
    public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
        return real.evacuate(request, limit);
    }

    @Override
    public List<HostCapacity> capacities(Duration limit) throws InterruptedException {
        return real.capacities(limit);
    }

    @Override
    public List<ServerGroup> groupsOf(List<String> instanceIds, Duration limit) throws InterruptedException {
        return real.groupsOf(instanceIds, limit);
    }

    @Override
    public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
        return real.release(host, reason, limit);
    }

    @Override
    public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
        return real.employ(reserve, inPlaceOf, limit);
    }

    @Override
    public ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
        return real.resetToError(instanceId, limit);
    }

    @Override
    public Optional<Instant> lastActionOf(String instanceId, Duration limit) throws InterruptedException {
        return real.lastActionOf(instanceId, limit);
    }

    @Override
    public StopResult stop(String instanceId, Duration limit) throws InterruptedException {
        return real.stop(instanceId, limit);
    }

    @Override
    public void close() {
        real.close();
    }
}
