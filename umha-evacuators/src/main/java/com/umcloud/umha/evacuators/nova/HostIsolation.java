package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Nova treat a host as dead. Always forced down before, or together with, disabled: to note that a service is
 * disabled Nova asks the service itself while it believes it alive, and waits a minute for a dead one.
 *
 * <p>The reason of the disabled service is the record of what we have done: only a host that carries exactly it was forced
 * down and disabled by us, and may be released.
 */
final class HostIsolation {
    private static final Logger LOG = LoggerFactory.getLogger(HostIsolation.class);

    /** Added to the reason where the host was forced down before we came: then it is not ours to lift that. */
    private static final String FORCED_BY_ANOTHER = " (forced down by somebody else)";

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final ServiceChange change;
    private final RecentServices recent;
    private final Set<String> forcedByUs = ConcurrentHashMap.newKeySet();

    HostIsolation(ComputeGateway gateway, ServiceReader services, ServiceChange change, RecentServices recent) {
        this.gateway = gateway;
        this.services = services;
        this.change = change;
        this.recent = recent;
    }

    /**
     * After the program ended while it isolated the host: a host that is forced down and enabled is what that has left behind
     * between its two requests. Whoever takes a host out of service disables it, and that is kept.
     */
    IsolationResult isolateAgain(String host, String reason, Deadline deadline) throws InterruptedException {
        forcedByUs.add(host);
        return isolate(host, reason, deadline);
    }

    IsolationResult isolate(String host, String reason, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline);
        if (version.isAtLeast(ServiceChange.BY_UUID)) {
            Optional<ComputeServiceRow> listed = recent.of(host).filter(row -> row.enabled() && !row.forcedDown());
            if (listed.isPresent() && isolateUnseen(listed.get(), reason, version, deadline)) {
                return isolated(listed.get());
            }
        }
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

    /**
     * By what was listed a moment ago, without looking first; false if the service has to be looked at after all. The answer
     * to forcing it down shows whether an operator has disabled it meanwhile: then it is left so.
     */
    private boolean isolateUnseen(ComputeServiceRow listed, String reason, Microversion version, Deadline deadline)
            throws InterruptedException {
        forcedByUs.add(listed.host());
        HttpReply forced = change.byUuid(listed, ServiceChange.body().put("forced_down", true), version, deadline);
        requireClear(forced);
        Optional<ComputeServiceRow> shown = ServiceChange.shown(forced, listed.host());
        if (shown.isPresent() && shown.get().enabled()) {
            ObjectNode body = ServiceChange.body()
                    .put("status", "disabled")
                    .put("disabled_reason", ServiceChange.reason(reason, ""));
            HttpReply disabled = change.byUuid(listed, body, version, deadline);
            requireClear(disabled);
            shown = ServiceChange.shown(disabled, listed.host());
        }
        boolean isolated = shown.filter(HostIsolation::isIsolated).isPresent();
        if (isolated) {
            forcedByUs.remove(listed.host());
        }
        return isolated;
    }

    private IsolationResult isolateByUuid(ComputeServiceRow row, String reason, Microversion version, Deadline deadline)
            throws InterruptedException {
        ObjectNode body = missing(row, reason, row.forcedDown() && !forcedByUs.contains(row.host()));
        if (body.isEmpty()) {
            return judge(row, row);
        }
        HttpReply reply = change.byUuid(row, body, version, deadline);
        requireClear(reply);
        if (ServiceChange.isRefused(reply)) {
            return new IsolationResult.Refused(reply.describe());
        }
        Optional<ComputeServiceRow> shown =
                ServiceChange.shown(reply, row.host()).filter(HostIsolation::isIsolated);
        ComputeServiceRow after = shown.isPresent() ? shown.get() : readBack(row, deadline);
        if (isIsolated(after)) {
            forcedByUs.remove(row.host());
        }
        return judge(row, after);
    }

    /** What is not set yet; an operator's own setting is left as it is. */
    private static ObjectNode missing(ComputeServiceRow row, String reason, boolean forcedByAnother) {
        ObjectNode body = ServiceChange.body();
        if (!row.forcedDown()) {
            body.put("forced_down", true);
        }
        if (row.enabled()) {
            String added = forcedByAnother ? FORCED_BY_ANOTHER : "";
            body.put("status", "disabled").put("disabled_reason", ServiceChange.reason(reason, added));
        }
        return body;
    }

    private IsolationResult isolateByActions(
            ComputeServiceRow row, String reason, Microversion version, Deadline deadline) throws InterruptedException {
        if (version.isAtLeast(ServiceChange.FORCE_DOWN) && !row.forcedDown()) {
            forcedByUs.add(row.host());
            ObjectNode body = ServiceChange.body().put("forced_down", true);
            HttpReply reply = change.byAction(row, "force-down", body, version, deadline);
            requireClear(reply);
            if (ServiceChange.isRefused(reply)) {
                return new IsolationResult.Refused(reply.describe());
            }
        }
        if (row.enabled()) {
            boolean anothers = row.forcedDown() && !forcedByUs.contains(row.host());
            String text = ServiceChange.reason(reason, anothers ? FORCED_BY_ANOTHER : "");
            ObjectNode body = ServiceChange.body().put("disabled_reason", text);
            HttpReply reply = change.byAction(row, "disable-log-reason", body, version, deadline);
            requireClear(reply);
            if (ServiceChange.isRefused(reply)) {
                return new IsolationResult.Refused(reply.describe());
            }
        }
        ComputeServiceRow after = readBack(row, deadline);
        if (isIsolated(after)) {
            forcedByUs.remove(row.host());
        }
        return judge(row, after);
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

    private static IsolationResult judge(ComputeServiceRow before, ComputeServiceRow after) {
        if (!isIsolated(after)) {
            return new IsolationResult.Refused("Nova took the change, yet shows " + after.host() + " as "
                    + (after.enabled() ? "enabled" : "disabled") + " and " + (after.up() ? "up" : "down"));
        }
        return before.enabled() || before.up() ? isolated(before) : new IsolationResult.Isolated();
    }

    private static IsolationResult isolated(ComputeServiceRow before) {
        LOG.info(
                "{}: Nova's compute service {} -> disabled, treated as dead",
                before.host(),
                before.enabled() ? "enabled" : "disabled");
        return new IsolationResult.Isolated();
    }
}
