package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.Optional;

/** Sends changes of a compute service (Compute API, "Update Compute Service"), by its UUID or, before 2.53, by action. */
final class ServiceChange {
    static final int FORCE_DOWN = 11;
    static final int BY_UUID = 53;
    private static final int LONGEST_REASON = 255;

    private final ComputeGateway gateway;
    private final ReportTimes reportTimes;

    ServiceChange(ComputeGateway gateway, ReportTimes reportTimes) {
        this.gateway = gateway;
        this.reportTimes = reportTimes;
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Changes what is in the body in one go. */
    HttpReply byUuid(ComputeServiceRow row, ObjectNode body, Microversion version, Deadline deadline)
            throws InterruptedException {
        return put(row, row.id(), body, version.atMost(BY_UUID), deadline);
    }

    /** Does one thing to a service that is named in the body. */
    HttpReply byAction(ComputeServiceRow row, String action, ObjectNode body, Microversion version, Deadline deadline)
            throws InterruptedException {
        return put(row, action, body.put("host", row.host()).put("binary", "nova-compute"), version, deadline);
    }

    private HttpReply put(
            ComputeServiceRow row, String target, ObjectNode body, Microversion version, Deadline deadline)
            throws InterruptedException {
        row.updatedAt().ifPresent(shown -> reportTimes.changing(row.host(), shown));
        return gateway.send("PUT", "/os-services/" + target, body.toString(), version, deadline);
    }

    static boolean isDone(HttpReply reply) {
        return reply.status() == 200 && reply.json().path("service").isObject();
    }

    static boolean isRefused(HttpReply reply) {
        return reply.status() >= 400 && reply.status() < 500;
    }

    /** The service as the answer to {@link #byUuid} shows it after the change; empty if it does not say clearly. */
    static Optional<ComputeServiceRow> shown(HttpReply reply, String host) {
        try {
            AnswerFields service = new AnswerFields(reply.request(), reply.json()).object("service");
            return Optional.of(ServiceReader.row(service, new Microversion(BY_UUID)))
                    .filter(row -> service.has("forced_down") && row.host().equals(host));
        } catch (UmhaException e) {
            return Optional.empty();
        }
    }

    /** The reason as Nova keeps it, in so many characters at most together with what is added to it. */
    static String reason(String wanted, String addition) {
        String line = wanted.isBlank() ? "UMHA" : wanted.strip();
        int room = LONGEST_REASON - addition.length();
        if (line.length() > room) {
            int end = Character.isHighSurrogate(line.charAt(room - 1)) ? room - 1 : room;
            line = line.substring(0, end);
        }
        return line + addition;
    }
}
