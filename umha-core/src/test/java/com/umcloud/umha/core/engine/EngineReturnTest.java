package com.umcloud.umha.core.engine;

import static com.umcloud.umha.core.engine.EngineGround.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.IncidentState;
import org.junit.jupiter.api.Test;

class EngineReturnTest {
    @Test
    void aHostIsSwitchedOnAfterItsEvacuationAndEnabledWhenItIsWell() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.leaveDisabled = false;
            ground.powerOn = true;
            ground.cloud.boot("a", "c-1");
            ground.start();

            ground.world.host("c-1").panicked = true;

            ground.awaitState("c-1", IncidentState.CLOSED);
            assertThat(ground.incident("c-1").orElseThrow().leadingFault()).isEqualTo(Fault.PANICKED);
            assertThat(ground.journal.lines())
                    .containsSubsequence(
                            "power off c-1",
                            "evacuate a",
                            "intent POWER_ON c-1",
                            "power on c-1",
                            "intent RELEASE c-1",
                            "release c-1");
            assertThat(ground.journal.about("power off")).hasSize(1);
            assertThat(ground.journal.about("power on c-1")).hasSize(1);
            assertThat(ground.cloud.isForcedDown("c-1")).isFalse();
            // told after it was written down
            EngineGround.await()
                    .untilAsserted(() ->
                            assertThat(ground.told).contains(AnnouncementKind.POWERED_ON, AnnouncementKind.RETURNED));
            assertThat(ground.told).doesNotContain(AnnouncementKind.PROOF_REVOKED);
            assertThat(ground.incidents.of("c-1")).hasSize(1);
        }
    }

    @Test
    void leaveDisabledLeavesTheHostToAnOperator() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.cloud.boot("a", "c-1");
            ground.start();
            ground.world.host("c-1").powered = false;
            ground.awaitState("c-1", IncidentState.RECOVERED);

            ground.world.host("c-1").powered = true;

            ground.awaitState("c-1", IncidentState.CLOSED);
            assertThat(ground.journal.about("release")).isEmpty();
            assertThat(ground.journal.about("power on")).isEmpty();
            assertThat(ground.cloud.isForcedDown("c-1")).isTrue();
        }
    }

    @Test
    void aRestartInBetweenLosesNothing() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.leaveDisabled = false;
            ground.start();
            ground.world.host("c-1").powered = false;
            ground.awaitState("c-1", IncidentState.RECOVERED);
            ground.cloud.mood = FakeCloud.Mood.DEAD;
            ground.restart();
            ground.cloud.mood = FakeCloud.Mood.WELL;

            ground.world.host("c-1").powered = true;

            await().until(() -> !ground.cloud.isForcedDown("c-1"));
            ground.awaitState("c-1", IncidentState.CLOSED);
        }
    }

    @Test
    void aHostThatFailsAgainAfterAnOperatorEnabledItIsNotForgotten() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.world.host("c-1").panicked = true;
            ground.awaitState("c-1", IncidentState.RECOVERED);
            ground.world.host("c-1").panicked = false;
            ground.world.host("c-1").powered = true;
            ground.awaitRounds(2);

            ground.cloud.enable("c-1");

            EngineGround.await().untilAsserted(() -> assertThat(ground.told).contains(AnnouncementKind.RETURNED));
            ground.world.host("c-1").panicked = true;
            ground.awaitState("c-1", IncidentState.HELD);
            assertThat(ground.incident("c-1").orElseThrow().reason()).contains("block_period");
        }
    }
}
