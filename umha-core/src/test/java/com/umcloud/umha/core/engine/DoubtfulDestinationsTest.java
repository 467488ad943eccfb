package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.observation.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DoubtfulDestinationsTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final DoubtfulDestinations destinations = new DoubtfulDestinations();
    private final Map<String, Observation> observations = new HashMap<>();
    private final Map<String, ComputeHost> cloud = new HashMap<>();

    private void host(String name, boolean well, boolean up) {
        observations.put(
                name,
                new Observation(
                        START,
                        well ? StorageReading.OK : StorageReading.MISSING,
                        well ? Liveness.ALIVE : Liveness.SILENT,
                        false,
                        PowerObservation.NOT_ASKED,
                        MeterReading.MISSING,
                        MeterReading.MISSING));
        cloud.put(name, new ComputeHost(name, up, true, "", false, Optional.empty(), "nova", Set.of()));
    }

    private Optional<String> reasonAt(Duration later, String... isolated) {
        return destinations.reasonToWait("node-1", Set.of(isolated), START.plus(later));
    }

    private void observe(Duration later) {
        destinations.note(new Round(
                START.plus(later),
                cloud,
                observations,
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                true,
                Optional.empty()));
    }

    @Test
    void aBadHostThatTheCloudBelievesIsUpIsWaitedFor() {
        host("node-1", false, true);
        host("node-2", false, true);
        host("node-3", true, true);
        observe(Duration.ZERO);
        assertThat(reasonAt(Duration.ZERO))
                .hasValueSatisfying(why -> assertThat(why).startsWith("node-2"));
    }

    @Test
    void notForTheSourceNorForWhomTheCloudKnowsToBeDown() {
        host("node-1", false, true);
        host("node-2", false, false);
        host("node-3", true, true);
        observe(Duration.ZERO);
        assertThat(reasonAt(Duration.ZERO)).isEmpty();
    }

    @Test
    void notForAHostThatWasIsolatedSinceTheCloudWasAsked() {
        host("node-2", false, true);
        observe(Duration.ZERO);
        assertThat(reasonAt(Duration.ZERO, "node-2")).isEmpty();
    }

    @Test
    void notLongerThanTheCloudNeedsToNotice() {
        host("node-2", false, true);
        observe(Duration.ZERO);
        observe(Duration.ofSeconds(60));
        assertThat(reasonAt(Duration.ofSeconds(89))).isPresent();
        assertThat(reasonAt(Duration.ofSeconds(90))).isEmpty();
    }

    @Test
    void aHostThatIsWellAgainIsWaitedForAnewWhenItTurnsBad() {
        host("node-2", false, true);
        observe(Duration.ZERO);
        host("node-2", true, true);
        observe(Duration.ofSeconds(60));
        assertThat(reasonAt(Duration.ofSeconds(60))).isEmpty();
        host("node-2", false, true);
        observe(Duration.ofSeconds(120));
        assertThat(reasonAt(Duration.ofSeconds(120))).isPresent();
    }
}
