package com.umcloud.umha.core.safety;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What operators have said that holds until it is over. Read from the database once a round.
 *
 * @param maintenance by host; those whose time is over are among them until they are cleared away
 * @param acknowledged by host: that its last automatic fencing is known, so that it may be fenced again
 * @param breaker that hosts are fenced although many fail at once, until it is calm
 */
public record StandingOrders(
        Arming arming,
        Map<String, Maintenance> maintenance,
        Map<String, Acknowledgement> acknowledged,
        Optional<Acknowledgement> breaker) {
    /** Nobody has said anything. */
    public static final StandingOrders NONE = new StandingOrders(Arming.INITIAL, Map.of(), Map.of(), Optional.empty());

    public StandingOrders {
        Objects.requireNonNull(arming, "arming");
        maintenance = Map.copyOf(maintenance);
        acknowledged = Map.copyOf(acknowledged);
        Objects.requireNonNull(breaker, "breaker");
    }

    /** The maintenance that the host is in; empty if it is in none. */
    public Optional<Maintenance> maintenanceOf(String host, Instant now) {
        return Optional.ofNullable(maintenance.get(host)).filter(m -> !m.isOver(now));
    }

    /** Maintenance whose time is over, in the order of the hosts: what is told of it does not depend on chance. */
    public List<Maintenance> expired(Instant now) {
        return maintenance.values().stream()
                .filter(m -> m.isOver(now))
                .sorted(Comparator.comparing(Maintenance::host))
                .toList();
    }

    /** When the host was fenced, unless that was acknowledged afterwards. */
    public Optional<Instant> unacknowledged(String host, Optional<Instant> fenced) {
        Acknowledgement known = acknowledged.get(host);
        return known == null ? fenced : fenced.filter(at -> at.isAfter(known.at()));
    }

    /** Why incidents that have begun do not go on; empty if they do. */
    public Optional<String> halt() {
        return arming.armed() || arming.finish() ? Optional.empty() : Optional.of(arming.text());
    }
}
