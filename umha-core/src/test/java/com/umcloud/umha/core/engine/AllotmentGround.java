package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.incident.DoubtfulReserve;
import com.umcloud.umha.core.incident.Evidence;
import com.umcloud.umha.core.incident.Fencing;
import com.umcloud.umha.core.incident.Holding;
import com.umcloud.umha.core.incident.HostReturn;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.incident.Placing;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.ReturnConfig;
import com.umcloud.umha.core.incident.Told;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Incidents that are being evacuated. */
final class AllotmentGround {
    static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final RecoveryConfig config;
    private int incidents;

    AllotmentGround(int slots) {
        Duration second = Duration.ofSeconds(1);
        PlacementConfig placement = new PlacementConfig(
                true,
                Optional.empty(),
                List.of("reserve-1", "reserve-2"),
                slots,
                64,
                Duration.ofHours(24),
                Duration.ofMinutes(5));
        config = new RecoveryConfig(
                5,
                second,
                true,
                false,
                second,
                second,
                second,
                second,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                16,
                second,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                new ReturnConfig(Duration.ofMinutes(3), true, false),
                SelectionConfig.EVERYTHING,
                placement);
    }

    RecoveryConfig config() {
        return config;
    }

    Optional<Set<String>> allotted(Incident incident, Incident... all) {
        return Allotment.of(incident, List.of(all), config, NOW);
    }

    Building evacuating(String host) {
        return new Building(host);
    }

    /** One incident in the making. */
    final class Building {
        private final String host;
        private final List<InstanceRecovery> instances = new ArrayList<>();
        private Optional<DoubtfulReserve> doubtfulReserve = Optional.empty();
        private IncidentState state = IncidentState.EVACUATING;

        Building(String host) {
            this.host = host;
        }

        Building with(String id, int priority) {
            return add(
                    id,
                    InstanceState.PENDING,
                    new Placing(priority, Resources.NONE, Optional.empty(), false, Set.of()));
        }

        Building running(String id) {
            return add(id, InstanceState.RUNNING, new Placing(500, Resources.NONE, Optional.empty(), false, Set.of()));
        }

        Building add(String id, InstanceState state, Placing placing) {
            boolean over = state.isOver();
            instances.add(new InstanceRecovery(
                    id,
                    id,
                    state,
                    DiskHandling.KEEP_VOLUME,
                    0,
                    Optional.of(NOW),
                    Optional.empty(),
                    Optional.empty(),
                    over ? placing.requested() : Optional.empty(),
                    Optional.empty(),
                    over ? Optional.of(NOW) : Optional.empty(),
                    false,
                    false,
                    placing,
                    "",
                    Holding.NONE,
                    Optional.empty()));
            return this;
        }

        Building doubts(String reserve) {
            doubtfulReserve = Optional.of(new DoubtfulReserve(reserve, 1, NOW));
            return this;
        }

        Incident recovered() {
            state = IncidentState.RECOVERED;
            return ready();
        }

        Incident ready() {
            return made(Optional.of(NOW), "");
        }

        Incident unproven() {
            return made(Optional.empty(), "");
        }

        /** Its power was last read a minute ago. */
        Incident stale() {
            return made(Optional.of(NOW.minusSeconds(60)), "");
        }

        /** As {@link #stale()}, and the last reading was in vain. */
        Incident unreadable() {
            return made(Optional.of(NOW.minusSeconds(60)), "power cannot be read");
        }

        private Incident made(Optional<Instant> proofAt, String trouble) {
            Fencing fencing = new Fencing(
                    1,
                    0,
                    Optional.of(NOW),
                    true,
                    proofAt,
                    "",
                    false,
                    false,
                    Set.of(),
                    Optional.empty(),
                    trouble,
                    !trouble.isEmpty(),
                    new Evidence(true, true, Optional.empty(), Optional.empty(), true, Optional.empty()));
            return new Incident(
                    "i" + ++incidents,
                    host,
                    List.of(Fault.PANICKED),
                    state,
                    "",
                    NOW,
                    NOW,
                    fencing,
                    List.of(),
                    0,
                    instances,
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(NOW),
                    List.of(),
                    Set.of(),
                    new Told(Set.of(), Set.of()),
                    HostReturn.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    doubtfulReserve,
                    0);
        }
    }
}
