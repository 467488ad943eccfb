package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Nova treat a host as dead. Always forced down before, or together with, disabled: to note that a service is
 * disabled Nova asks the service itself while it believes it alive, and waits a minute for a dead one.
 *
 * <p>The reason of the disabled service is the record of what we have done: only a host that carries exactly it was forced
 * down and disabled by us, and may be released. From microversion 2.53 on both are one request, of which Nova does all or
 * nothing: what is forced down and enabled is somebody else's there, whatever became of an earlier call. Before, they are two,
 * and a call that did not come to its end may have left the first behind.
 */
final class HostIsolation {
    private static final Logger LOG = LoggerFactory.getLogger(HostIsolation.class);

    /** Added to the reason where the host was forced down before we came: then it is not ours to lift that. */
    private static final String FORCED_BY_ANOTHER = " (forced down by somebody else)";

    /** What is known of a mark that an unfinished call of two requests may have left on a host. */
    private enum Mark {
        /** Nova has answered that it set it. */
        OURS,
        /** The request was sent, as far as is known, and not answered. */
        PERHAPS_OURS
    }

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final ServiceChange change;
    /** By host and reason: another incident's call has left nothing for this one. */
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    HostIsolation(ComputeGateway gateway, ServiceReader services, ServiceChange change) {
        this.gateway = gateway;
        this.services = services;
        this.change = change;
    }

    /** After the program ended while it isolated the host, which was in service until then. */
    IsolationResult isolateAgain(String host, String reason, Deadline deadline) throws InterruptedException {
        marks.putIfAbsent(key(host, reason), Mark.PERHAPS_OURS);
        return isolate(host, reason, deadline);
    }

    /** Looks right before it changes anything: what an operator has set until then is kept. */
    IsolationResult isolate(String host, String reason, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline);
        Optional<ComputeServiceRow> row = services.service(host, deadline);
        if (row.isEmpty()) {
            return new IsolationResult.Refused("Nova has no compute service on a host of exactly the name " + host);
        }
        if (!version.isAtLeast(ServiceChange.FORCE_DOWN) && row.get().up()) {
            return new IsolationResult.Waiting(
                    "Nova is older than microversion 2.11 and has to find out by itself that " + host
                            + " is down; it still sees it up");
        }
        return version.isAtLeast(ServiceChange.BY_UUID)
                ? isolateByUuid(row.get(), reason, version, deadline)
                : isolateByActions(row.get(), reason, version, deadline);
    }

    private IsolationResult isolateByUuid(ComputeServiceRow row, String reason, Microversion version, Deadline deadline)
            throws InterruptedException {
        ObjectNode body = missing(row, reason);
        if (body.isEmpty()) {
            return judge(row, row, "");
        }
        HttpReply reply = change.byUuid(row, body, version, deadline);
        requireClear(reply);
        if (ServiceChange.isRefused(reply)) {
            return new IsolationResult.Refused(reply.describe());
        }
        Optional<ComputeServiceRow> shown =
                ServiceChange.shown(reply, row.host()).filter(HostIsolation::isIsolated);
        ComputeServiceRow after = shown.isPresent() ? shown.get() : readBack(row, deadline);
        return judge(row, after, "");
    }

    /** What is not set yet; an operator's own setting is left as it is. */
    private static ObjectNode missing(ComputeServiceRow row, String reason) {
        ObjectNode body = ServiceChange.body();
        if (!row.forcedDown()) {
            body.put("forced_down", true);
        }
        if (row.enabled()) {
            String added = row.forcedDown() ? FORCED_BY_ANOTHER : "";
            body.put("status", "disabled").put("disabled_reason", ServiceChange.reason(reason, added));
        }
        return body;
    }

    private IsolationResult isolateByActions(
            ComputeServiceRow row, String reason, Microversion version, Deadline deadline) throws InterruptedException {
        if (version.isAtLeast(ServiceChange.FORCE_DOWN) && !row.forcedDown()) {
            Optional<IsolationResult> refusal = forceDown(row, reason, version, deadline);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        Mark mark = marks.get(key(row.host(), reason));
        boolean found = row.enabled() && row.forcedDown();
        if (row.enabled()) {
            String text = ServiceChange.reason(reason, found && mark == null ? FORCED_BY_ANOTHER : "");
            ObjectNode body = ServiceChange.body().put("disabled_reason", text);
            HttpReply reply = change.byAction(row, "disable-log-reason", body, version, deadline);
            requireClear(reply);
            if (ServiceChange.isRefused(reply)) {
                return new IsolationResult.Refused(reply.describe());
            }
        }
        ComputeServiceRow after = readBack(row, deadline);
        if (isIsolated(after)) {
            marks.remove(key(row.host(), reason));
        }
        return judge(row, after, found && mark == Mark.PERHAPS_OURS ? taken(row.host()) : "");
    }

    private static String key(String host, String reason) {
        return host + ": " + reason;
    }

    /** Why it was refused; empty if it is done. */
    private Optional<IsolationResult> forceDown(
            ComputeServiceRow row, String reason, Microversion version, Deadline deadline) throws InterruptedException {
        String key = key(row.host(), reason);
        marks.put(key, Mark.PERHAPS_OURS);
        ObjectNode body = ServiceChange.body().put("forced_down", true);
        HttpReply reply = change.byAction(row, "force-down", body, version, deadline);
        requireClear(reply);
        if (ServiceChange.isRefused(reply)) {
            marks.remove(key);
            return Optional.of(new IsolationResult.Refused(reply.describe()));
        }
        marks.put(key, Mark.OURS);
        return Optional.empty();
    }

    private static String taken(String host) {
        return "an earlier call to isolate " + host + " was not heard to end, and the host was found forced down and"
                + " enabled: that is taken for what the call has left behind, and is lifted when the host returns. If an"
                + " operator has set it meanwhile, give the disabled service a reason of your own, and it stays";
    }

    /** A refusal is an answer as well; anything else is thrown. */
    private static void requireClear(HttpReply reply) {
        if (!ServiceChange.isDone(reply) && !ServiceChange.isRefused(reply)) {
            throw new UmhaException(FailureType.EXTERNAL, "Nova did not isolate the host: " + reply.describe());
        }
    }

    private ComputeServiceRow readBack(ComputeServiceRow row, Deadline deadline) throws InterruptedException {
        return services.service(row.host(), deadline)
                .orElseThrow(() -> new UmhaException(
                        FailureType.EXTERNAL, "the compute service of " + row.host() + " is gone from Nova"));
    }

    private static boolean isIsolated(ComputeServiceRow row) {
        return !row.enabled() && !row.up();
    }

    private static IsolationResult judge(ComputeServiceRow before, ComputeServiceRow after, String remark) {
        if (!isIsolated(after)) {
            return new IsolationResult.Refused("Nova took the change, yet shows " + after.host() + " as "
                    + (after.enabled() ? "enabled" : "disabled") + " and " + (after.up() ? "up" : "down"));
        }
        if (before.enabled() || before.up()) {
            LOG.info(
                    "{}: Nova's compute service {} -> disabled, treated as dead",
                    before.host(),
                    before.enabled() ? "enabled" : "disabled");
        }
        return new IsolationResult.Isolated(remark);
    }
}
