package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a reserved host into the place of a dead one. It joins the dead host's aggregates before it is enabled, so that
 * the scheduler never sees it where it does not belong.
 */
final class ReserveEmployment {
    private static final Logger LOG = LoggerFactory.getLogger(ReserveEmployment.class);
    private static final int BY_UUID = 53;

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final ReportTimes reportTimes;

    ReserveEmployment(ComputeGateway gateway, ServiceReader services, ReportTimes reportTimes) {
        this.gateway = gateway;
        this.services = services;
        this.reportTimes = reportTimes;
    }

    ReserveResult employ(String reserve, String inPlaceOf, Deadline deadline) throws InterruptedException {
        if (reserve.equals(inPlaceOf)) {
            return new ReserveResult.Refused(reserve + " cannot take its own place");
        }
        Optional<ComputeServiceRow> before = services.service(reserve, deadline);
        Optional<String> problem = before.isEmpty()
                ? Optional.of("Nova has no compute service on a host of exactly the name " + reserve)
                : unusable(before.get());
        if (problem.isEmpty()) {
            problem = join(reserve, inPlaceOf, deadline);
        }
        if (problem.isEmpty() && before.isPresent() && !before.get().enabled()) {
            problem = enable(before.get(), deadline);
        }
        return problem.isPresent() ? new ReserveResult.Refused(problem.get()) : verify(reserve, deadline);
    }

    /** A host that is disabled, for whatever reason, is what a reserved host should be. */
    private static Optional<String> unusable(ComputeServiceRow row) {
        if (row.forcedDown()) {
            return Optional.of("the compute service of " + row.host() + " is forced down");
        }
        return row.up() ? Optional.empty() : Optional.of("the compute service of " + row.host() + " does not report");
    }

    /** Adds the host to the aggregates that it is not in; the answer is why that is not possible. */
    private Optional<String> join(String reserve, String inPlaceOf, Deadline deadline) throws InterruptedException {
        List<AggregateRow> all = services.aggregates(deadline);
        List<AggregateRow> missing = missing(all, reserve, inPlaceOf);
        Optional<String> conflict = zoneConflict(all, missing, reserve);
        if (missing.isEmpty() || conflict.isPresent()) {
            return conflict;
        }
        Microversion version = gateway.highest(deadline).atMost(1);
        String refusal = "";
        for (AggregateRow aggregate : missing) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("add_host").put("host", reserve);
            String path = "/os-aggregates/" + ServiceReader.encode(aggregate.id()) + "/action";
            HttpReply reply = gateway.send("POST", path, body.toString(), version, deadline);
            if (reply.status() >= 400 && reply.status() < 500) {
                refusal = reply.describe();
            } else if (!reply.isSuccess() || !reply.json().path("aggregate").isObject()) {
                throw new UmhaException(
                        FailureType.EXTERNAL, "Nova did not add " + reserve + " to an aggregate: " + reply.describe());
            } else {
                LOG.info("{} joins aggregate {} in place of {}", reserve, aggregate.name(), inPlaceOf);
            }
        }
        // what is refused because it has been done meanwhile is done
        return refusal.isEmpty()
                        || missing(services.aggregates(deadline), reserve, inPlaceOf)
                                .isEmpty()
                ? Optional.empty()
                : Optional.of(refusal);
    }

    private static List<AggregateRow> missing(List<AggregateRow> all, String reserve, String inPlaceOf) {
        return all.stream()
                .filter(aggregate -> aggregate.hosts().contains(inPlaceOf)
                        && !aggregate.hosts().contains(reserve))
                .toList();
    }

    /** Nova would refuse a second zone (409), perhaps after it has taken the host into another aggregate. */
    private static Optional<String> zoneConflict(List<AggregateRow> all, List<AggregateRow> missing, String reserve) {
        for (AggregateRow present : all) {
            for (AggregateRow wanted : missing) {
                if (present.hosts().contains(reserve)
                        && present.zone().isPresent()
                        && wanted.zone().isPresent()
                        && !present.zone().equals(wanted.zone())) {
                    return Optional.of(reserve + " is in availability zone "
                            + present.zone().get() + " and cannot be in "
                            + wanted.zone().get() + " as well");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> enable(ComputeServiceRow row, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(BY_UUID);
        boolean byUuid = version.isAtLeast(BY_UUID);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (byUuid) {
            body.put("status", "enabled");
        } else {
            body.put("host", row.host()).put("binary", "nova-compute");
        }
        row.updatedAt().ifPresent(shown -> reportTimes.changing(row.host(), shown));
        String path = "/os-services/" + (byUuid ? row.id() : "enable");
        HttpReply reply = gateway.send("PUT", path, body.toString(), version, deadline);
        if (reply.status() == 200 && reply.json().path("service").isObject()) {
            LOG.info("{}: Nova's compute service disabled -> enabled, as a reserved host", row.host());
            return Optional.empty();
        }
        if (reply.status() >= 400 && reply.status() < 500) {
            return Optional.of(reply.describe());
        }
        throw new UmhaException(FailureType.EXTERNAL, "Nova did not enable " + row.host() + ": " + reply.describe());
    }

    private ReserveResult verify(String reserve, Deadline deadline) throws InterruptedException {
        Optional<ComputeServiceRow> after = services.service(reserve, deadline);
        if (after.isPresent() && after.get().enabled() && unusable(after.get()).isEmpty()) {
            return new ReserveResult.InService();
        }
        return new ReserveResult.Refused("Nova took the change, yet does not show " + reserve + " as enabled and up");
    }
}
