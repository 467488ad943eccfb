package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.List;

/** Stops an instance (Compute API, "Stop server"). Nova answers 409 for one that is stopped already. */
final class InstanceStop {
    private static final String STOP = "{\"os-stop\":null}";
    private static final int ANY = 1;
    private static final int CONFLICT = 409;

    private final ComputeGateway gateway;
    private final ServerReader servers;

    InstanceStop(ComputeGateway gateway, ServerReader servers) {
        this.gateway = gateway;
        this.servers = servers;
    }

    StopResult stop(String instanceId, Deadline deadline) throws InterruptedException {
        try {
            Microversion version = gateway.highest(deadline).atMost(ANY);
            String path = "/servers/" + ServiceReader.encode(instanceId) + "/action";
            HttpReply reply = gateway.send("POST", path, STOP, version, deadline);
            boolean stopped = reply.status() == CONFLICT
                    ? isStopped(instanceId, deadline)
                    : reply.status() == 202 && reply.isEmpty();
            return stopped ? new StopResult.Accepted() : new StopResult.Refused(reply.describe());
        } catch (UmhaException e) {
            return new StopResult.Refused(String.valueOf(e.getMessage()));
        }
    }

    private boolean isStopped(String instanceId, Deadline deadline) throws InterruptedException {
        return servers.withIds(List.of(instanceId), deadline).stream()
                .allMatch(instance -> instance.status() == InstanceStatus.SHUTOFF);
    }
}
