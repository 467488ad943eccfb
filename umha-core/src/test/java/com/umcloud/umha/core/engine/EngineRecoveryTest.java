package com.umcloud.umha.core.engine;

import static com.umcloud.umha.core.engine.EngineGround.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineRecoveryTest {
    @Test
    void aHostThatLostItsPowerIsRecoveredAndEveryIntentIsWrittenBeforeItsEffect() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.cloud.boot("a", "c-1");
            ground.cloud.boot("b", "c-1");
            ground.start();

            ground.world.host("c-1").powered = false;

            ground.awaitState("c-1", IncidentState.RECOVERED);
            assertThat(ground.cloud.hostOf("a")).isEqualTo("spare");
            assertThat(ground.incident("c-1").orElseThrow().leadingFault()).isEqualTo(Fault.POWERED_OFF);
            assertThat(ground.journal.lines())
                    .containsSubsequence("intent ISOLATE c-1", "isolate c-1", "intent EVACUATE a", "evacuate a")
                    .containsSubsequence("intent EVACUATE b", "evacuate b")
                    .doesNotContain("power off c-1");
            assertThat(ground.incidents.mails("incident.recovered")).hasSize(1);
        }
    }

    @Test
    void aPanickedHostIsPoweredOffBeforeItsInstancesAreEvacuated() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.cloud.boot("a", "c-1");
            ground.start();

            ground.world.host("c-1").panicked = true;

            ground.awaitState("c-1", IncidentState.RECOVERED);
            assertThat(ground.journal.lines())
                    .containsSubsequence("intent POWER_OFF c-1", "power off c-1", "intent EVACUATE a", "evacuate a")
                    .noneMatch(line -> line.startsWith("SPLIT"));
            assertThat(ground.journal.about("power off")).hasSize(1);
        }
    }

    @Test
    void aHostThatLostItsStorageIsFencedAndHasToStaySilentForAWholeInterval() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.cloud.boot("a", "c-1");
            ground.start();

            ground.world.host("c-1").storageWorks = false;

            ground.awaitState("c-1", IncidentState.RECOVERED);
            Incident incident = ground.incident("c-1").orElseThrow();
            assertThat(incident.leadingFault()).isEqualTo(Fault.STORAGE_LOST);
            assertThat(incident.fencing().quietNeeded()).isTrue();
            assertThat(incident.instances().get(0).askedAt().orElseThrow())
                    .isAfter(incident.fencing().powerOffSentAt().orElseThrow().plusSeconds(1));
        }
    }

    @Test
    void aDeviceThatCutsAnotherHostsPowerEvacuatesNobody() {
        try (EngineGround ground = new EngineGround(6)) {
            ground.cloud.boot("a", "c-1");
            ground.cloud.boot("b", "c-2");
            ground.world.wire("c-1", "c-2");
            ground.start();

            ground.world.host("c-1").panicked = true;

            await().until(() -> ground.told.contains(AnnouncementKind.WRONG_DEVICE));
            ground.awaitRounds(5);
            assertThat(ground.journal.about("evacuate a")).isEmpty();
            assertThat(ground.incidents.mails("incident.wrong-device"))
                    .extracting(Notification::body)
                    .anyMatch(body -> body.contains("c-2"));
        }
    }

    @Test
    void devicesThatAreExchangedInTheMiddleOfAnIncidentCutNobodyElsesPower() {
        try (EngineGround ground = new EngineGround(6)) {
            ground.cloud.boot("a", "c-1");
            ground.start();
            ground.world.breakDevice("c-1");
            ground.world.host("c-1").panicked = true;
            await().until(() -> ground.told.contains(AnnouncementKind.FENCE_TROUBLE));

            ground.hosts.replaceFenceDevices(ground.world.devicesExchanged("c-1", "c-2"));
            await().until(() -> ground.told.contains(AnnouncementKind.WRONG_DEVICE));
            ground.world.mendDevices();
            ground.awaitRounds(10);
            assertThat(ground.journal.about("power off c-1")).isEmpty();
            assertThat(ground.world.host("c-2").powered).isTrue();
            assertThat(ground.incidents.mails("incident.wrong-device"))
                    .extracting(Notification::body)
                    .anyMatch(body -> body.contains("bmc-c-2") && body.contains("bmc-c-1"));

            ground.hosts.replaceFenceDevices(ground.world.devices());
            ground.awaitState("c-1", IncidentState.RECOVERED);
            assertThat(ground.cloud.hostOf("a")).isEqualTo("spare");
        }
    }

    @Test
    void anObserverThatHearsNobodyActsOnNobodyAndSaysSo() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();

            ground.world.networkWorks = false;
            await().until(() -> !ground.incidents.mails("observer.blind").isEmpty());
            ground.awaitRounds(6);
            ground.world.networkWorks = true;
            ground.awaitRounds(6);

            assertThat(ground.incidents.all()).isEmpty();
            assertThat(ground.incidents.mails("observer.blind")).hasSize(1);
        }
    }

    @Test
    void aMassFailureOpensTheBreaker() {
        try (EngineGround ground = new EngineGround(10)) {
            ground.start();

            for (String host : List.of("c-1", "c-2", "c-3", "c-4")) {
                ground.world.host(host).panicked = true;
            }

            await().untilAsserted(() -> assertThat(ground.incidents.all())
                    .filteredOn(
                            i -> i.state() == IncidentState.HELD && i.reason().contains("mass failure"))
                    .hasSize(4));
            ground.awaitRounds(3);
            assertThat(ground.journal.about("power off")).isEmpty();
        }
    }

    @Test
    void theSlotsOfTheCloudAreSharedByAllFailedHosts() {
        try (EngineGround ground = new EngineGround(10)) {
            ground.slotsInCloud = 1;
            ground.cloud.mood = FakeCloud.Mood.SLOW;
            List<String> failed = List.of("c-1", "c-2");
            for (String host : failed) {
                ground.cloud.boot("one-" + host, host);
                ground.cloud.boot("two-" + host, host);
            }
            ground.start();

            failed.forEach(host -> ground.world.host(host).powered = false);
            for (int calls = 1; calls <= 4; calls++) {
                int expected = calls;
                await().until(() -> ground.journal.about("evacuate").size() == expected);
                ground.awaitRounds(2);
                assertThat(ground.journal.about("evacuate")).hasSize(expected);
                ground.cloud.finish();
            }
            failed.forEach(host -> ground.awaitState(host, IncidentState.RECOVERED));
        }
    }

    @Test
    void hostsBeyondTheBudgetWaitTheirTurn() {
        try (EngineGround ground = new EngineGround(10)) {
            ground.maximumRecovering = 1;
            ground.cloud.mood = FakeCloud.Mood.SLOW;
            List<String> failed = List.of("c-1", "c-2", "c-3");
            failed.forEach(host -> ground.cloud.boot("vm-" + host, host));
            ground.start();

            failed.forEach(host -> ground.world.host(host).powered = false);

            await().until(() -> ground.journal.about("evacuate").size() == 1);
            ground.awaitRounds(3);
            assertThat(ground.journal.about("isolate")).hasSize(1);
            assertThat(ground.incidents.all())
                    .filteredOn(i -> i.reason().contains("waits its turn"))
                    .hasSize(2);

            ground.cloud.mood = FakeCloud.Mood.WELL;
            ground.cloud.finish();
            failed.forEach(host -> ground.awaitState(host, IncidentState.RECOVERED));
        }
    }

    @Test
    void aRehearsalTellsEverythingAndTouchesNothing() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.reallyEvacuate = false;
            ground.cloud.boot("a", "c-1");
            ground.start();

            ground.world.host("c-1").panicked = true;

            await().until(() -> !ground.incidents.mails("incident.rehearsed").isEmpty());
            ground.awaitRounds(3);
            assertThat(ground.journal.lines()).isEmpty();
            assertThat(ground.incidents.mails("incident.rehearsed").get(0).body())
                    .contains("1 of 1 instance would be evacuated");
        }
    }

    @Test
    void theSecondOfThreeHostsIsRecoveredAlthoughTheFirstIsStillDead() {
        try (EngineGround ground = new EngineGround(3)) {
            ground.start();
            ground.world.host("c-1").panicked = true;
            ground.awaitState("c-1", IncidentState.RECOVERED);

            ground.world.host("c-2").panicked = true;

            ground.awaitState("c-2", IncidentState.RECOVERED);
        }
    }

    @Test
    void aHostInMaintenanceIsLeftAlone() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.cloud.disable("c-1");
            ground.awaitRounds(2);

            ground.world.host("c-1").panicked = true;

            await().until(() -> !ground.incidents.mails("host.exempt").isEmpty());
            assertThat(ground.incidents.all()).isEmpty();
        }
    }

    @Test
    void aSilentAgentOnALivingHostIsToldAndNothingElse() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();

            ground.world.host("c-1").agentRuns = false;

            await().until(() -> !ground.incidents.mails("host.agent-silent").isEmpty());
            ground.awaitRounds(3);
            assertThat(ground.incidents.mails("host.agent-silent")).hasSize(1);
            assertThat(ground.incidents.all()).isEmpty();
        }
    }
}
