package com.umcloud.umha.daemon.explain;

import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.judgement.JudgementJson;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.Stores;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One host on one line.
 *
 * @param state its incident's state; without one MAINTENANCE, WELL, FAILED, SUSPECT, BAD, ALIVE, UNSEEN or UNKNOWN (never
 *     judged)
 * @param power as last read
 * @param gates the gates that would not let it be fenced at this moment
 */
public record HostLine(
        String host,
        String state,
        String power,
        Optional<Instant> lastHeard,
        List<String> gates,
        Optional<String> incidentId,
        Optional<Instant> judgedAt) {
    public HostLine {
        gates = List.copyOf(gates);
    }

    /** The lines of these hosts, in their order. */
    public static List<HostLine> read(Stores stores, Set<String> hosts, Instant now) {
        Map<String, JudgementRow> judged = new HashMap<>();
        stores.operators().judgements().forEach(row -> judged.put(row.host(), row));
        Map<String, IncidentRow> incidents = new HashMap<>();
        stores.incidents().openIncidents().forEach(row -> incidents.put(row.host(), row));
        Map<String, Instant> heard = stores.hosts().heartbeats();
        var orders = stores.operators().standingOrders();
        return hosts.stream()
                .map(host -> {
                    Optional<JudgementRow> row = Optional.ofNullable(judged.get(host));
                    Optional<HostJudgement> judgement = row.map(r -> JudgementJson.read(host, r.document()));
                    Optional<IncidentRow> incident = Optional.ofNullable(incidents.get(host));
                    boolean maintained = orders.maintenanceOf(host, now).isPresent();
                    return new HostLine(
                            host,
                            incident.map(IncidentRow::state)
                                    .orElseGet(() -> maintained ? "MAINTENANCE" : state(judgement)),
                            judgement.map(j -> j.seen().power().name()).orElse("UNKNOWN"),
                            Optional.ofNullable(heard.get(host)),
                            judgement
                                    .map(j -> j.against().stream()
                                            .filter(g -> g.ruling() != Ruling.REHEARSE)
                                            .map(g -> g.gate().name())
                                            .toList())
                                    .orElse(List.of()),
                            incident.map(IncidentRow::id),
                            row.map(JudgementRow::judgedAt));
                })
                .toList();
    }

    private static String state(Optional<HostJudgement> judgement) {
        if (judgement.isEmpty()) {
            return "UNKNOWN";
        }
        HostJudgement known = judgement.get();
        if (known.well()) {
            return "WELL";
        } else if (!known.confirmed().isEmpty()) {
            return "FAILED";
        } else if (!known.suspected().isEmpty()) {
            return "SUSPECT";
        } else if (known.seen().isBad()) {
            return "BAD";
        }
        return known.seen().liveness() == Liveness.ALIVE ? "ALIVE" : "UNSEEN";
    }
}
