package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Nova treat a host as dead. Always forced down before, or together with, disabled: to note that a service is
 * disabled Nova asks the service itself while it believes it alive, and waits a minute for a dead one.
 */
final class HostIsolation {
    private static final Logger LOG = LoggerFactory.getLogger(HostIsolation.class);
    private static final int FORCE_DOWN = 11;
    private static final int BY_UUID = 53;
    private static final int LONGEST_REASON = 255;

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final ReportTimes reportTimes;

    HostIsolation(ComputeGateway gateway, ServiceReader services, ReportTimes reportTimes) {
        this.gateway = gateway;
        this.services = services;
        this.reportTimes = reportTimes;
    }

    IsolationResult isolate(String host, String reason, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline);
        Optional<ComputeServiceRow> row = services.service(host, deadline);
        if (row.isEmpty()) {
            return new IsolationResult.Refused("Nova has no compute service on a host of exactly the name " + host);
        }
        ComputeServiceRow before = row.get();
        if (!version.isAtLeast(FORCE_DOWN) && before.up()) {
            return new IsolationResult.Waiting(
                    "Nova is older than microversion 2.11 and has to find out by itself that " + host
                            + " is down; it still sees it up");
        }
        return version.isAtLeast(BY_UUID)
                ? byUuid(before, shorten(reason), version.atMost(BY_UUID), deadline)
                : byAction(before, shorten(reason), version, deadline);
    }

    /** One call, whose answer shows the service as it is then. What an operator has set is left as it is. */
    private IsolationResult byUuid(ComputeServiceRow before, String reason, Microversion version, Deadline deadline)
            throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!before.forcedDown()) {
            body.put("forced_down", true);
        }
        if (before.enabled()) {
            body.put("status", "disabled").put("disabled_reason", reason);
        }
        if (body.isEmpty()) {
            return judge(before, before);
        }
        HttpReply reply = put(before, before.id(), body, version, deadline);
        return isRefusal(reply)
                ? new IsolationResult.Refused(reply.describe())
                : judge(before, ServiceReader.changed(reply, version));
    }

    /** A call for each change; their answers do not show whether Nova takes the host for dead now. */
    private IsolationResult byAction(ComputeServiceRow before, String reason, Microversion version, Deadline deadline)
            throws InterruptedException {
        if (version.isAtLeast(FORCE_DOWN) && !before.forcedDown()) {
            ObjectNode body = service(before).put("forced_down", true);
            HttpReply reply = put(before, "force-down", body, version, deadline);
            if (isRefusal(reply)) {
                return new IsolationResult.Refused(reply.describe());
            }
        }
        if (before.enabled()) {
            ObjectNode body = service(before).put("disabled_reason", reason);
            HttpReply reply = put(before, "disable-log-reason", body, version, deadline);
            if (isRefusal(reply)) {
                return new IsolationResult.Refused(reply.describe());
            }
        }
        ComputeServiceRow after = services.service(before.host(), deadline)
                .orElseThrow(() -> new UmhaException(
                        FailureType.EXTERNAL, "the compute service of " + before.host() + " is gone from Nova"));
        return judge(before, after);
    }

    private static ObjectNode service(ComputeServiceRow row) {
        return JsonNodeFactory.instance.objectNode().put("host", row.host()).put("binary", "nova-compute");
    }

    /** Sends a change; done or refused comes back, anything less clear is thrown. */
    private HttpReply put(
            ComputeServiceRow row, String action, ObjectNode body, Microversion version, Deadline deadline)
            throws InterruptedException {
        row.updatedAt().ifPresent(shown -> reportTimes.changing(row.host(), shown));
        String path = "/os-services/" + action;
        HttpReply reply = gateway.send("PUT", path, body.toString(), version, deadline);
        if (isRefusal(reply)
                || (reply.status() == 200 && reply.json().path("service").isObject())) {
            return reply;
        }
        throw new UmhaException(FailureType.EXTERNAL, "Nova did not isolate the host: " + reply.describe());
    }

    private static boolean isRefusal(HttpReply reply) {
        return reply.status() >= 400 && reply.status() < 500;
    }

    private static IsolationResult judge(ComputeServiceRow before, ComputeServiceRow after) {
        if (!after.enabled() && !after.up()) {
            if (before.enabled() || before.up()) {
                LOG.info("{}: Nova's compute service enabled -> disabled, treated as dead", after.host());
            }
            return new IsolationResult.Isolated();
        }
        return new IsolationResult.Refused("Nova took the change, yet shows " + after.host() + " as "
                + (after.enabled() ? "enabled" : "disabled") + " and " + (after.up() ? "up" : "down"));
    }

    private static String shorten(String reason) {
        String line = reason.isBlank() ? "UMHA" : reason.strip();
        if (line.length() <= LONGEST_REASON) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_REASON - 1)) ? LONGEST_REASON - 1 : LONGEST_REASON;
        return line.substring(0, end);
    }
}
