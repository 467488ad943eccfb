package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Nova use a returned host again. The forced-down mark goes first or together with the disabled state: Nova tells a
 * service that it is enabled only while it believes it up, and a host that is enabled and still forced down was then
 * enabled by somebody else.
 */
final class HostReturn {
    private static final Logger LOG = LoggerFactory.getLogger(HostReturn.class);
    private static final int BAD_REQUEST = 400;

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final ServiceChange change;

    HostReturn(ComputeGateway gateway, ServiceReader services, ServiceChange change) {
        this.gateway = gateway;
        this.services = services;
        this.change = change;
    }

    /** What is not known for certain is a refusal: it is asked for again, and what was done is found then. */
    ReleaseResult release(String host, String reason, Deadline deadline) throws InterruptedException {
        try {
            Microversion version = gateway.highest(deadline);
            Optional<ComputeServiceRow> row = services.service(host, deadline);
            if (row.isEmpty()) {
                return new ReleaseResult.Refused("Nova has no compute service on a host of exactly the name " + host);
            }
            return release(row.get(), ServiceChange.reason(reason, ""), version, deadline);
        } catch (UmhaException e) {
            return new ReleaseResult.Refused(String.valueOf(e.getMessage()));
        }
    }

    private ReleaseResult release(ComputeServiceRow row, String ours, Microversion version, Deadline deadline)
            throws InterruptedException {
        if (row.enabled()) {
            return row.forcedDown()
                    ? new ReleaseResult.NotOurs("its compute service was enabled and is still forced down")
                    : new ReleaseResult.Released();
        }
        if (!row.disabledReason().equals(ours)) {
            return new ReleaseResult.NotOurs("its compute service is disabled"
                    + (row.disabledReason().isEmpty() ? " without a reason" : " (" + row.disabledReason() + ")")
                    + (row.forcedDown() ? " and forced down" : ""));
        }
        Optional<ReleaseResult> obstacle = version.isAtLeast(ServiceChange.BY_UUID)
                ? enableByUuid(row, version, deadline)
                : enableByActions(row, version, deadline);
        return obstacle.isPresent() ? obstacle.get() : judge(row, services.service(row.host(), deadline));
    }

    /** Both in one request, of which Nova takes all or nothing; empty if it took it and has to be read back. */
    private Optional<ReleaseResult> enableByUuid(ComputeServiceRow row, Microversion version, Deadline deadline)
            throws InterruptedException {
        ObjectNode body = ServiceChange.body().put("status", "enabled");
        if (row.forcedDown()) {
            body.put("forced_down", false);
        }
        HttpReply reply = change.byUuid(row, body, version, deadline);
        Optional<ComputeServiceRow> shown = ServiceChange.isDone(reply)
                ? ServiceChange.shown(reply, row.host()).filter(HostReturn::isBack)
                : Optional.empty();
        return shown.isPresent() ? Optional.of(judge(row, shown)) : obstacle(reply, row.forcedDown());
    }

    private Optional<ReleaseResult> enableByActions(ComputeServiceRow row, Microversion version, Deadline deadline)
            throws InterruptedException {
        if (version.isAtLeast(ServiceChange.FORCE_DOWN) && row.forcedDown()) {
            ObjectNode body = ServiceChange.body().put("forced_down", false);
            Optional<ReleaseResult> obstacle =
                    obstacle(change.byAction(row, "force-down", body, version, deadline), true);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return obstacle(change.byAction(row, "enable", ServiceChange.body(), version, deadline), false);
    }

    /** Nova lifts nothing while evacuations are {@code done} that the returned nova-compute has not cleaned up after. */
    private static Optional<ReleaseResult> obstacle(HttpReply reply, boolean lifting) {
        if (ServiceChange.isDone(reply)) {
            return Optional.empty();
        }
        String said = reply.describe();
        boolean recordsRemain = lifting
                && reply.status() == BAD_REQUEST
                && said.toLowerCase(Locale.ROOT).contains("evacuation");
        return Optional.of(recordsRemain ? new ReleaseResult.Waiting(said) : new ReleaseResult.Refused(said));
    }

    private static boolean isBack(ComputeServiceRow row) {
        return row.enabled() && !row.forcedDown();
    }

    private static ReleaseResult judge(ComputeServiceRow before, Optional<ComputeServiceRow> after) {
        if (after.filter(HostReturn::isBack).isPresent()) {
            LOG.info("{}: Nova's compute service disabled -> enabled, not forced down", before.host());
            return new ReleaseResult.Released();
        }
        return new ReleaseResult.Refused("Nova took the change, yet does not show " + before.host() + " as enabled");
    }
}
