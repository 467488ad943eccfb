package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.incident.Placing;
import com.umcloud.umha.core.incident.Surroundings;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.placement.Candidate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which hosts could take instances, and what is free on them. */
class CloudViewTest {
    private static final Instant NOW = AllotmentGround.NOW;
    private static final Resources SMALL = new Resources(1, 1024, 0);
    private static final Resources LARGE = new Resources(8, 8192, 0);

    private final AllotmentGround ground = new AllotmentGround(64);
    private final Map<String, ComputeHost> cloud = new HashMap<>();
    private final Map<String, Observation> seen = new HashMap<>();
    private CapacitySnapshot capacities = CapacitySnapshot.NONE;

    private void host(String name, boolean up, boolean enabled, boolean forcedDown) {
        cloud.put(name, new ComputeHost(name, up, enabled, "", forcedDown, Optional.empty(), "nova", Set.of()));
        seen(name, Liveness.ALIVE);
    }

    private void seen(String name, Liveness liveness) {
        seen.put(
                name,
                new Observation(
                        NOW,
                        StorageReading.OK,
                        liveness,
                        liveness == Liveness.ALIVE,
                        PowerObservation.NOT_ASKED,
                        MeterReading.MISSING,
                        MeterReading.MISSING));
    }

    private Surroundings around(Incident... open) {
        Round round = new Round(NOW, cloud, seen, Set.of(), Map.of(), Map.of(), Map.of(), true, Optional.empty());
        CloudView view = new CloudView(ground.config(), () -> Optional.of(round), () -> capacities);
        return view.around(open[0], List.of(open), NOW);
    }

    @Test
    void onlyHostsThatAreUpAndWellAreCandidates() {
        host("dead", false, true, true);
        host("well", true, true, false);
        host("disabled", true, false, false);
        host("down", false, true, false);
        host("forced", true, true, true);
        host("silent", true, true, false);
        seen("silent", Liveness.SILENT);
        host("failing", true, true, false);

        Surroundings around = around(
                ground.evacuating("dead").ready(), ground.evacuating("failing").ready());
        assertThat(around.candidates()).extracting(Candidate::host).containsExactly("well");
        assertThat(around.zone()).isEqualTo("nova");
    }

    @Test
    void whatIsOnItsWayOrHasArrivedSinceIsNotFreeAnyMore() {
        host("well", true, true, false);
        capacities = new CapacitySnapshot(
                NOW.minusSeconds(60), Map.of("well", new HostCapacity("well", LARGE, Resources.NONE)));
        Placing there = new Placing(500, SMALL, Optional.of("well"), false, Set.of());
        Incident incident = ground.evacuating("dead")
                .add("moving", InstanceState.RUNNING, there)
                .add("arrived", InstanceState.RECOVERED, there)
                .add("waiting", InstanceState.WAITING, there)
                .ready();

        Candidate well = around(incident).candidates().get(0);
        assertThat(well.free()).contains(new Resources(6, 6144, 0));
        assertThat(well.inFlight()).isEqualTo(1);

        capacities = new CapacitySnapshot(NOW.plusSeconds(1), Map.of("well", new HostCapacity("well", LARGE, SMALL)));
        assertThat(around(incident).candidates().get(0).free()).contains(new Resources(6, 6144, 0));
    }

    @Test
    void aReserveThatAnotherIncidentIsNotSureToHaveGotIsLeftToThatOne() {
        host("reserve-1", true, false, false);
        host("reserve-2", true, false, false);
        Incident doubting = ground.evacuating("dead").doubts("reserve-1").ready();
        Incident other = ground.evacuating("failing").ready();

        assertThat(around(doubting, other).reserves()).containsExactly("reserve-1", "reserve-2");
        assertThat(around(other, doubting).reserves()).containsExactly("reserve-2");
    }

    @Test
    void withoutCapacitiesNothingIsSaidOfRoom() {
        host("well", true, true, false);
        assertThat(around(ground.evacuating("dead").ready()).candidates().get(0).free())
                .isEmpty();
    }
}
