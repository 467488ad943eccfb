package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
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

    private final ComputeGateway gateway;
    private final ReportTimes reportTimes;
    private final RecentServices recent;

    ServiceReader(ComputeGateway gateway, ReportTimes reportTimes, RecentServices recent) {
        this.gateway = gateway;
        this.reportTimes = reportTimes;
        this.recent = recent;
    }

    List<ComputeHost> hosts(Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(MARKS_SILENT_CELLS);
        String path = "/os-services?binary=nova-compute";
        long askedAt = recent.now();
        List<AnswerFields> services =
                new AnswerFields("GET " + path, gateway.read(path, version, deadline)).list("services");
        recent.listed(services.stream().map(service -> row(service, version)).toList(), askedAt);
        Map<String, Set<Aggregate>> aggregates = aggregates(version, deadline);
        return services.stream()
                .map(service -> host(service, version, aggregates))
                .toList();
    }

    /** The compute service of exactly this host. */
    Optional<ComputeServiceRow> service(String host, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(MARKS_SILENT_CELLS);
        String path = "/os-services?binary=nova-compute&host=" + encode(host);
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

    private Map<String, Set<Aggregate>> aggregates(Microversion version, Deadline deadline)
            throws InterruptedException {
        String path = "/os-aggregates";
        Map<String, Set<Aggregate>> byHost = new HashMap<>();
        for (AnswerFields aggregate :
                new AnswerFields("GET " + path, gateway.read(path, version, deadline)).list("aggregates")) {
            Aggregate read = new Aggregate(aggregate.text("name"), aggregate.textMap("metadata"));
            aggregate
                    .texts("hosts")
                    .forEach(host ->
                            byHost.computeIfAbsent(host, key -> new HashSet<>()).add(read));
        }
        return byHost;
    }
}
