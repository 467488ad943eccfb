package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.ExchangeException;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;

/** Asks for one evacuation (Compute API, "Evacuate server") and says with certainty only what is certain. */
final class EvacuationCall {
    /** The last one that lets the caller say that the disk is shared, and then fails where it is not found. */
    private static final int SAYS_SHARED = 13;
    /** From here on there is no way past the scheduler. */
    private static final int NO_FORCE = 68;

    private final ComputeGateway gateway;
    private final ServerReader servers;

    EvacuationCall(ComputeGateway gateway, ServerReader servers) {
        this.gateway = gateway;
        this.servers = servers;
    }

    EvacuationResult evacuate(EvacuationRequest request, Deadline deadline) throws InterruptedException {
        HttpReply reply;
        try {
            Microversion highest = gateway.highest(deadline);
            Microversion version = highest.atMost(request.disk() == DiskHandling.KEEP_SHARED ? SAYS_SHARED : NO_FORCE);
            String path = "/servers/" + ServiceReader.encode(request.instanceId()) + "/action";
            reply = gateway.send("POST", path, body(request, version), version, deadline);
        } catch (ExchangeException e) {
            return e.maybeArrived()
                    ? new EvacuationResult.Unknown(String.valueOf(e.getMessage()))
                    : new EvacuationResult.Refused(String.valueOf(e.getMessage()));
        } catch (UmhaException e) {
            // there was no session, so nothing was sent
            return new EvacuationResult.Refused(String.valueOf(e.getMessage()));
        }
        return judge(request, reply, deadline);
    }

    /** Up to 2.13 the caller says whether the disk is shared; later Nova refuses that key and finds out by itself. */
    private static String body(EvacuationRequest request, Microversion version) {
        ObjectNode evacuate = JsonNodeFactory.instance.objectNode();
        request.destination().ifPresent(host -> evacuate.put("host", host));
        if (!version.isAtLeast(SAYS_SHARED + 1)) {
            evacuate.put("onSharedStorage", request.disk() == DiskHandling.KEEP_SHARED);
        }
        return JsonNodeFactory.instance.objectNode().set("evacuate", evacuate).toString();
    }

    private EvacuationResult judge(EvacuationRequest request, HttpReply reply, Deadline deadline)
            throws InterruptedException {
        boolean sane = reply.isEmpty() || reply.json().isObject();
        return switch (reply.status()) {
            case 200, 202 ->
                sane
                        ? new EvacuationResult.Accepted()
                        : new EvacuationResult.Unknown("not an answer of Nova: " + reply.describe());
            case 404 -> notFound(request, reply, deadline);
            case 400, 401, 403, 405, 406, 409, 413, 415, 429 -> new EvacuationResult.Refused(reply.describe());
            default -> new EvacuationResult.Unknown(reply.describe());
        };
    }

    /** Nova says 404 of the destination too, and a proxy of anything: the instance itself is looked for. */
    private EvacuationResult notFound(EvacuationRequest request, HttpReply reply, Deadline deadline)
            throws InterruptedException {
        try {
            return servers.exists(request.instanceId(), deadline)
                    ? new EvacuationResult.Refused(reply.describe())
                    : new EvacuationResult.Gone();
        } catch (UmhaException e) {
            return new EvacuationResult.Refused(reply.describe() + "; " + e.getMessage());
        }
    }
}
