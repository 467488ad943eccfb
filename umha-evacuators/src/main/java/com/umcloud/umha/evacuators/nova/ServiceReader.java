package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads compute services and aggregates (Compute API, "Compute services", "Host aggregates"). */
final class ServiceReader {
    /** From here on Nova marks the services of a cell that does not answer; before, it leaves them out. */
    private static final int MARKS_SILENT_CELLS = 69;

    private static final String SERVICES = "/os-services?binary=nova-compute";
    private static final String AGGREGATES = "/os-aggregates";

    private final ComputeGateway gateway;
    private final ReportTimes reportTimes;

    ServiceReader(ComputeGateway gateway, ReportTimes reportTimes) {
        this.gateway = gateway;
        this.reportTimes = reportTimes;
    }

    /** Services and aggregates, read at the same time: two calls, in the time of one. */
    List<ComputeHost> hosts(Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(MARKS_SILENT_CELLS);
        List<HttpReply> replies = gateway.readAll(List.of(SERVICES, AGGREGATES), version, deadline);
        List<AnswerFields> services =
                new AnswerFields("GET " + SERVICES, ComputeGateway.checked(replies.get(0))).list("services");
        Map<String, Set<Aggregate>> aggregates = new HashMap<>();
        for (AggregateRow row : aggregateRows(replies.get(1))) {
            row.hosts()
                    .forEach(host -> aggregates
                            .computeIfAbsent(host, key -> new HashSet<>())
                            .add(new Aggregate(row.name(), row.metadata())));
        }
        return services.stream()
                .map(service -> host(service, version, aggregates))
                .toList();
    }

    List<AggregateRow> aggregates(Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(MARKS_SILENT_CELLS);
        return aggregateRows(gateway.send("GET", AGGREGATES, "", version, deadline));
    }

    /** The compute service of exactly this host. */
    Optional<ComputeServiceRow> service(String host, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(MARKS_SILENT_CELLS);
        String path = SERVICES + "&host=" + encode(host);
        return new AnswerFields("GET " + path, gateway.read(path, version, deadline))
                .list("services").stream()
                        .filter(service -> service.text("host").equals(host))
                        .map(service -> row(service, version))
                        .findFirst();
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private ComputeHost host(AnswerFields service, Microversion version, Map<String, Set<Aggregate>> aggregates) {
        ComputeServiceRow row = row(service, version);
        return new ComputeHost(
                row.host(),
                row.up(),
                row.enabled(),
                row.disabledReason(),
                row.forcedDown(),
                row.updatedAt().map(time -> reportTimes.reportOf(row.host(), time)),
                service.text("zone"),
                aggregates.getOrDefault(row.host(), Set.of()));
    }

    static ComputeServiceRow row(AnswerFields service, Microversion version) {
        String status = service.text("status");
        if (status.equals("UNKNOWN")) {
            throw service.wrong("is incomplete: the cell of host " + service.text("host") + " does not answer");
        }
        String state = service.text("state");
        if (!Set.of("enabled", "disabled").contains(status)
                || !Set.of("up", "down").contains(state)) {
            throw service.wrong("has an unknown status or state: " + status + ", " + state);
        }
        Optional<Instant> updatedAt = service.time("updated_at");
        return new ComputeServiceRow(
                service.text("id"),
                service.text("host"),
                state.equals("up"),
                status.equals("enabled"),
                service.optionalText("disabled_reason").orElse(""),
                version.isAtLeast(11) && service.flag("forced_down"),
                updatedAt);
    }

    private static List<AggregateRow> aggregateRows(HttpReply reply) {
        return new AnswerFields("GET " + AGGREGATES, ComputeGateway.checked(reply))
                .list("aggregates").stream()
                        .map(aggregate -> new AggregateRow(
                                aggregate.text("id"),
                                aggregate.text("name"),
                                aggregate.textMap("metadata"),
                                Set.copyOf(aggregate.texts("hosts"))))
                        .toList();
    }
}
