package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;

/** Sets an instance to error (Compute API, "Reset server state"). Nova looks at nothing before it does so. */
final class StateReset {
    private static final String TO_ERROR = "{\"os-resetState\":{\"state\":\"error\"}}";
    private static final int ANY = 1;

    private final ComputeGateway gateway;

    StateReset(ComputeGateway gateway) {
        this.gateway = gateway;
    }

    ResetResult toError(String instanceId, Deadline deadline) throws InterruptedException {
        try {
            Microversion version = gateway.highest(deadline).atMost(ANY);
            String path = "/servers/" + ServiceReader.encode(instanceId) + "/action";
            HttpReply reply = gateway.send("POST", path, TO_ERROR, version, deadline);
            return reply.status() == 202 && reply.isEmpty()
                    ? new ResetResult.Reset()
                    : new ResetResult.Refused(reply.describe());
        } catch (UmhaException e) {
            return new ResetResult.Refused(String.valueOf(e.getMessage()));
        }
    }
}
