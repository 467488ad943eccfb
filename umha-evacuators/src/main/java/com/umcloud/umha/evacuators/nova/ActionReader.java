package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Reads what was asked for with an instance (Compute API, "Servers actions"). */
final class ActionReader {
    private static final int ANY = 1;

    private final ComputeGateway gateway;

    ActionReader(ComputeGateway gateway) {
        this.gateway = gateway;
    }

    /** When something was last asked for; empty if nothing was, or the instance does not exist any more. */
    Optional<Instant> last(String instanceId, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(ANY);
        String path = "/servers/" + ServiceReader.encode(instanceId) + "/os-instance-actions";
        HttpReply reply = gateway.send("GET", path, "", version, deadline);
        if (reply.status() == 404 && reply.faultName().equals("itemNotFound")) {
            return Optional.empty();
        }
        return new AnswerFields("GET " + path, ComputeGateway.checked(reply))
                .list("instanceActions").stream()
                        .flatMap(action -> action.time("start_time").stream())
                        .max(Comparator.naturalOrder());
    }
}
