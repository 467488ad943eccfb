package com.umcloud.umha.daemon.explain;

import com.umcloud.umha.core.engine.IncidentJson;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.judgement.JudgementJson;
import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that the database tells of one host.
 *
 * @param readAt when it was read, by this machine's clock
 * @param processor the processor that acts; empty if none does
 * @param judgedAt when the processor last wrote the judgement, at most a minute before the newest one; empty if it has not
 *     judged the host yet
 * @param lastHeard when a collector last received an authentic sample of it
 * @param lastFenced when its power was last cut in an incident of the block period
 * @param mayBeFencedFrom when the block period of that ends; empty if nothing holds it back
 */
public record HostFacts(
        String host,
        Instant readAt,
        Optional<String> processor,
        Optional<Instant> judgedAt,
        Optional<HostJudgement> judgement,
        Optional<Incident> incident,
        Optional<Maintenance> maintenance,
        Arming arming,
        Optional<Acknowledgement> breakerWord,
        Optional<Instant> lastHeard,
        Optional<Instant> lastFenced,
        Optional<Instant> mayBeFencedFrom) {
    /** So old a judgement of a processor that works does not become. */
    static final Duration STALE = Duration.ofMinutes(3);

    /** Reads it; the host need not be known. */
    public static HostFacts read(Stores stores, String host, Duration blockPeriod, Instant now) {
        StandingOrders orders = stores.operators().standingOrders();
        LeaseRow lease = stores.leases().read();
        Optional<JudgementRow> row = stores.operators().judgement(host);
        Optional<Instant> lastFenced = stores.incidents().latestPerHost(now.minus(blockPeriod)).stream()
                .filter(i -> i.host().equals(host))
                .findFirst()
                .flatMap(i -> incident(i).fencing().powerOffSentAt());
        return new HostFacts(
                host,
                now,
                Optional.of(lease.holder()).filter(holder -> !holder.isEmpty()),
                row.map(JudgementRow::judgedAt),
                row.map(r -> JudgementJson.read(host, r.document())),
                stores.incidents().openIncidents().stream()
                        .filter(i -> i.host().equals(host))
                        .reduce((first, second) -> second)
                        .map(HostFacts::incident),
                orders.maintenanceOf(host, now),
                orders.arming(),
                orders.breaker(),
                Optional.ofNullable(stores.hosts().heartbeats().get(host)),
                lastFenced,
                orders.unacknowledged(host, lastFenced)
                        .map(at -> at.plus(blockPeriod))
                        .filter(now::isBefore));
    }

    private static Incident incident(IncidentRow row) {
        return IncidentJson.read(row.id(), row.document());
    }

    /** Whether what it says may be out of date. */
    public boolean isStale() {
        return judgedAt.map(at -> at.plus(STALE).isBefore(readAt)).orElse(true);
    }
}
